// Entry i of moments = the numbers up to bin i and the sum of their bins in 64 bits: (count, low word, high word, whether it is
// the first bin). Bins are counted from the first that is not empty, which counts as the second: so scikit-image 0.19 has it.
import package::access::{cell, row_counts, load_counts, size_counts, row_first, load_first, row_moments, store4_moments};
import package::lib::wide::{wide_product, wide_sum};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bins = size_counts().x;
  let counts = row_counts(at.y, at.z, at.b);
  let first = load_first(row_first(at.y, at.z, at.b), 0);
  let out = row_moments(at.y, at.z, at.b);
  var n = 0u;
  var s = vec2u(0u);
  for (var i = 0; i < bins; i++) {
    let count = load_counts(counts, i);
    n += count;
    s = wide_sum(s, wide_product(count, u32(max(i - first, 1))));
    store4_moments(out, i, vec4u(n, s, select(0u, 1u, i == first)));
  }
}
