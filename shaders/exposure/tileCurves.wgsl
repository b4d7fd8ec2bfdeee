// curve(bin) = the share of a tile's voxels up to a bin, of TOP, rounded down; counts above `most` are cut off before, and what they
// lose is spread: the same to every bin, then one by one to bins below `most` at equal distances, from the first bin on
// (Zuiderveld 1994, in the order of scikit-image 0.19). One invocation a tile, bins in its own memory.
import package::access::{cell, row_counts, load_counts, row_curve, store4_curve};
import package::lib::wide::wide_product;
import constants::{WX, WY, WINDOW};

const TOP = 16383u;

struct Params {
  bins: i32,
  most: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// n TOP / all, rounded down: guessed in f32, which is at most one off.
fn share(n: u32, all: u32) -> u32 {
  let guess = u32(f32(n) / f32(all) * f32(TOP));
  let wanted = wide_product(n, TOP);
  let over = wide_product(guess, all);
  let next = wide_product(guess + 1u, all);
  let less = over.y > wanted.y || (over.y == wanted.y && over.x > wanted.x);
  let more = next.y < wanted.y || (next.y == wanted.y && next.x <= wanted.x);
  return min(guess + select(0u, 1u, more) - select(0u, 1u, less), TOP);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_counts(at.y, at.z, at.b);
  let bins = params.bins;
  let most = params.most;
  var height: array<i32, WINDOW>;
  var all = 0u;
  var excess = 0;
  for (var i = 0; i < bins; i++) {
    let count = i32(load_counts(row, i));
    all += u32(count);
    excess += max(count - most, 0);
    height[i] = min(count, most);
  }
  let step = excess / bins;
  var below = 0;
  for (var i = 0; i < bins; i++) {
    var h = height[i];
    if (h < most - step) {
      h += step;
      excess -= step;
    }
    if (h >= most - step && h < most) {
      excess -= most - h;
      h = most;
    }
    below += select(0, 1, h < most);
    height[i] = h;
  }
  while (excess > 0 && below > 0) {
    for (var first = 0; first < bins && excess > 0 && below > 0; first++) {
      let apart = max(1, below / excess);
      for (var i = first; i < bins; i += apart) {
        if (height[i] < most) {
          height[i] += 1;
          excess -= 1;
          below -= select(0, 1, height[i] == most);
        }
      }
    }
  }
  let out = row_curve(at.y, at.z, at.b);
  var n = 0u;
  for (var i = 0; i < bins; i += 4) {
    var curve = vec4f(0.0);
    for (var k = 0; k < 4; k++) {
      n += select(0u, u32(height[min(i + k, WINDOW - 1)]), i + k < bins);
      curve[k] = f32(share(n, max(all, 1u)));
    }
    store4_curve(out, at.x4 + i / 4, curve);
  }
}
