// dst = the centre of the bin t of greatest (w (n - w))^2 / (q (s - q)), the first of equals (Yen, Chang and Chang 1995, as
// scikit-image 0.19); NaN where no bin parts the numbers. w and q are the sums of the counts and of their squares up to t, n and s
// those of all: whole numbers of up to 64 bits. Quotients are compared as products of 64 bits. One invocation a histogram.
import package::access::{cell, row_counts, load_counts, size_counts, row_edges, row_dst, store4_dst};
import package::lib::histogram::centre_or_nan;
import package::lib::wide::{wide_product, wide_sum, wide_difference, Long, long_of, long_product, long_greater};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bins = size_counts().x;
  let counts = row_counts(at.y, at.z, at.b);
  var n = 0u;
  var s = vec2u(0u);
  for (var i = 0; i < bins; i++) {
    let count = load_counts(counts, i);
    n += count;
    s = wide_sum(s, wide_product(count, count));
  }
  var w = 0u;
  var q = vec2u(0u);
  var best = Long(0u, 0u, 0);
  var divisor = Long(0x80000000u, 0u, 0);
  var found = -1;
  for (var i = 0; i < bins; i++) {
    let count = load_counts(counts, i);
    w += count;
    q = wide_sum(q, wide_product(count, count));
    if (count > 0u && w < n) {
      let weights = long_of(vec3u(wide_product(w, n - w), 0u), 0);
      let squared = long_product(weights, weights);
      let rest = wide_difference(vec3u(s, 0u), vec3u(q, 0u));
      let squares = long_product(long_of(vec3u(q, 0u), 0), long_of(rest, 0));
      if (long_greater(long_product(squared, divisor), long_product(best, squares))) {
        best = squared;
        divisor = squares;
        found = i;
      }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, centre_or_nan(row_edges(at.y, at.z, at.b), found));
}
