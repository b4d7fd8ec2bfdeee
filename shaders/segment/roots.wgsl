// Of every word of 32 voxels the bits of those that stand for their component, and how many these are: starts of runs that are linked to nothing.
// Four words an invocation. Bytes: one load of words, and at random one link a run.
import package::access::{cell, row_starts, load4_starts, row_links, load_links, size_links, row_roots, store4_roots, row_counts, store4_counts};
import package::lib::links::place;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_links();
  let links = row_links(0, 0, 0);
  let starts = load4_starts(row_starts(at.y, at.z, at.b), at.x4);
  var roots = vec4u(0u);
  let words = min(4, ((n.x + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let base = place((at.x4 * 4 + k) * 32, at.y, at.z, at.b, n);
    var bits = starts[k];
    var found = 0u;
    while (bits != 0u) {
      let i = countTrailingZeros(bits);
      bits &= bits - 1u;
      if (load_links(links, i32(base + i)) == 0u) { found |= 1u << i; }
    }
    roots[k] = found;
  }
  store4_roots(row_roots(at.y, at.z, at.b), at.x4, roots);
  store4_counts(row_counts(at.y, at.z, at.b), at.x4, countOneBits(roots));
}
