// dst = 1 for each bin that is a maximum of a smoothed histogram (lib/heights), else 0: where it falls, of a plateau the end, unless it fell
// to there as well. Plateaus are walked back; but for the empty ends, which none falls from, they are short. Four bins an invocation.
import package::access::{cell, row_high, row_low, row_first, load_first, row_last, load_last, row_dst, store4_dst};
import package::lib::heights::{height_at, wide_less};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let highs = row_high(at.y, at.z, at.b);
  let lows = row_low(at.y, at.z, at.b);
  let first = load_first(row_first(at.y, at.z, at.b), 0);
  let last = load_last(row_last(at.y, at.z, at.b), 0);
  var found = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    let x = at.x4 * 4 + k;
    if (x < first || x >= last) { continue; }
    let here = height_at(highs, lows, x);
    if (!wide_less(height_at(highs, lows, x + 1), here)) { continue; }
    var before = x;
    while (before > first && all(height_at(highs, lows, before - 1) == here)) { before--; }
    found[k] = select(0u, 1u, before == first || wide_less(height_at(highs, lows, max(before - 1, first)), here));
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
