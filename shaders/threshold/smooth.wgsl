// A histogram smoothed once: smooth(x) = (h(x - 1) + h(x) + h(x + 1)) / 3 from its first to its last bin, beyond which those
// are repeated; left as it is once it has fewer than three maxima. Heights are whole numbers of 64 bits, counts times 2^32, and
// thirds are rounded to the nearest: what rises goes on rising, so that rounding makes no maxima. Prewitt and Mendelsohn 1966.
import package::access::{cell, row_high, load_high, load4_high, row_low, load_low, load4_low, row_maxima, load_maxima, row_first, load_first, row_last, load_last, row_smooth_high, store4_smooth_high, row_smooth_low, store4_smooth_low};
import package::lib::wide::wide_sum;
import constants::{WX, WY};

// The third of a number of 64 bits, and what is left over: 2^32 is 3 times 0x55555555 and 1.
fn third(high: u32, low: u32) -> vec3u {
  let above = high % 3u;
  let rest = low % 3u + above;
  return vec3u(above * 0x55555555u + low / 3u + rest / 3u, high / 3u, rest % 3u);
}

fn mean3(a: vec3u, b: vec3u, c: vec3u) -> vec2u {
  let thirds = wide_sum(wide_sum(a.xy, b.xy), c.xy);
  return wide_sum(thirds, vec2u((a.z + b.z + c.z + 1u) / 3u, 0u));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let highs = row_high(at.y, at.z, at.b);
  let lows = row_low(at.y, at.z, at.b);
  var high = load4_high(highs, at.x4);
  var low = load4_low(lows, at.x4);
  if (load_maxima(row_maxima(at.y, at.z, at.b), 0) > 2u) {
    let first = load_first(row_first(at.y, at.z, at.b), 0);
    let last = load_last(row_last(at.y, at.z, at.b), 0);
    var thirds = array<vec3u, 6>();
    for (var k = 0; k < 6; k++) {
      let x = clamp(at.x4 * 4 + k - 1, first, last);
      thirds[k] = third(load_high(highs, x), load_low(lows, x));
    }
    for (var k = 0; k < 4; k++) {
      let x = at.x4 * 4 + k;
      let mean = mean3(thirds[k], thirds[k + 1], thirds[k + 2]);
      let inside = x >= first && x <= last;
      high[k] = select(0u, mean.y, inside);
      low[k] = select(0u, mean.x, inside);
    }
  }
  store4_smooth_high(row_smooth_high(at.y, at.z, at.b), at.x4, high);
  store4_smooth_low(row_smooth_low(at.y, at.z, at.b), at.x4, low);
}
