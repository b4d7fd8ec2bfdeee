// dst = the centre of the bin t that maximises w1 w2 (m1 - m2)^2, classes <= t and > t, the first of equals (Otsu 1979, eq. 18);
// NaN where no bin parts the numbers. With n numbers in all, their bins' sum s, and w and r those up to t, that is
// (n r - w s)^2 / (w (n - w)) but for a factor: whole numbers, held exactly, since the maximum is so flat that f32 misses it by
// many bins. Quotients are compared as products of 64 bits. One invocation a histogram.
import package::access::{cell, row_counts, load_counts, size_counts, row_edges, row_dst, store4_dst};
import package::lib::histogram::{centre_or_nan, tally};
import package::lib::wide::{wide_product, wide_sum, wide_scaled, wide_difference, Long, long_of, long_product, long_greater};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bins = size_counts().x;
  let counts = row_counts(at.y, at.z, at.b);
  let all = tally(counts);
  let n = all.count;
  let s = all.bins;
  var w = 0u;
  var r = vec2u(0u);
  var best = Long(0u, 0u, 0);
  var divisor = Long(0x80000000u, 0u, 0);
  var found = -1;
  for (var i = 0; i < bins; i++) {
    let count = load_counts(counts, i);
    w += count;
    r = wide_sum(r, wide_product(count, u32(i)));
    if (count > 0u && w < n) {
      let distance = long_of(wide_difference(wide_scaled(s, w), wide_scaled(r, n)), 0);
      let squared = long_product(distance, distance);
      let weights = long_of(vec3u(wide_product(w, n - w), 0u), 0);
      if (long_greater(long_product(squared, divisor), long_product(best, weights))) {
        best = squared;
        divisor = weights;
        found = i;
      }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, centre_or_nan(row_edges(at.y, at.z, at.b), found));
}
