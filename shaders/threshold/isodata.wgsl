// dst = the centre of the first bin i with i <= (m1 + m2) / 2 < i + 1 in bins, m1 and m2 the means of the classes <= i and > i
// (Ridler and Calvard 1978, as scikit-image 0.19); NaN where no bin parts the numbers. With n numbers in all, their bins' sum s,
// and w and r those up to i, that is 0 <= n r + s w - 2 r w - 2 i w (n - w) < 2 w (n - w): whole numbers, compared exactly in
// 96 bits. One invocation a histogram.
import package::access::{cell, row_counts, load_counts, size_counts, row_edges, row_dst, store4_dst};
import package::lib::histogram::{centre_or_nan, tally};
import package::lib::wide::{wide_product, wide_sum, wide_scaled, wide_difference};
import constants::{WX, WY};

// a + b in 96 bits.
fn sum96(a: vec3u, b: vec3u) -> vec3u {
  let low = a.x + b.x;
  let carry = select(0u, 1u, low < a.x);
  let high = wide_sum(wide_sum(a.yz, b.yz), vec2u(carry, 0u));
  return vec3u(low, high);
}

fn below96(a: vec3u, b: vec3u) -> bool {
  if (a.z != b.z) { return a.z < b.z; }
  if (a.y != b.y) { return a.y < b.y; }
  return a.x < b.x;
}

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
  var found = -1;
  for (var i = 0; i < bins && found < 0; i++) {
    let count = load_counts(counts, i);
    w += count;
    r = wide_sum(r, wide_product(count, u32(i)));
    if (w > 0u && w < n) {
      let weights = wide_product(w, n - w);
      // r (n - w) + (s - r) w
      let rest = wide_difference(vec3u(s, 0u), vec3u(r, 0u)).xy;
      let means = sum96(wide_scaled(r, n - w), wide_scaled(rest, w));
      let least = wide_scaled(weights, 2u * u32(i));
      let beyond = wide_scaled(weights, 2u * u32(i) + 2u);
      if (!below96(means, least) && below96(means, beyond)) { found = i; }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, centre_or_nan(row_edges(at.y, at.z, at.b), found));
}
