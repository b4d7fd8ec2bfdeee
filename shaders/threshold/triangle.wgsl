// dst = the centre of the bin farthest below the line from the peak of the histogram to the end of its longer tail (Zack, Rogers and
// Latt 1977, as scikit-image 0.19); NaN where there is no tail. With the peak of p numbers, the first of equals, and the tail's end
// w bins away, that is the first x from the end, 0 <= x < w, of greatest p x - w count(x): whole numbers of 64 bits, compared exactly.
// One invocation a histogram.
import package::access::{cell, row_counts, load_counts, size_counts, row_edges, row_dst, store4_dst};
import package::lib::histogram::centre_or_nan;
import package::lib::wide::{wide_product, wide_sum};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bins = size_counts().x;
  let counts = row_counts(at.y, at.z, at.b);
  var first = -1;
  var last = -1;
  var peak = 0u;
  var top = 0;
  for (var i = 0; i < bins; i++) {
    let count = load_counts(counts, i);
    if (count > 0u) {
      first = select(first, i, first < 0);
      last = i;
    }
    if (count > peak) {
      peak = count;
      top = i;
    }
  }
  let flipped = top - first < last - top;
  let end = select(first, last, flipped);
  let step = select(1, -1, flipped);
  let width = abs(top - end);
  var found = -1;
  var best = 0u;
  var count = 0u;
  for (var x = 0; x < width; x++) {
    let y = load_counts(counts, end + step * x);
    // p x - w y > p best - w count
    let here = wide_sum(wide_product(peak, u32(x)), wide_product(u32(width), count));
    let there = wide_sum(wide_product(peak, best), wide_product(u32(width), y));
    if (found < 0 || here.y > there.y || (here.y == there.y && here.x > there.x)) {
      found = end + step * x;
      best = u32(x);
      count = y;
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, centre_or_nan(row_edges(at.y, at.z, at.b), found));
}
