// named(p) = the number of the component that voxel p stands for: how many roots stand before it in the order of memory, and 1. `roots` are their bits in words
// of 32 voxels, `before` how many stand before each word. Four words an invocation. Bytes: two loads of words, and one store a component.
import package::access::{cell, row_roots, load4_roots, row_before, load4_before, row_named, put_named, size_named};
import package::lib::links::place;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_named();
  let named = row_named(0, 0, 0);
  let roots = load4_roots(row_roots(at.y, at.z, at.b), at.x4);
  let before = load4_before(row_before(at.y, at.z, at.b), at.x4);
  let words = min(4, ((n.x + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let base = place((at.x4 * 4 + k) * 32, at.y, at.z, at.b, n);
    var bits = roots[k];
    var number = before[k];
    while (bits != 0u) {
      let i = countTrailingZeros(bits);
      bits &= bits - 1u;
      number += 1u;
      put_named(named, base + i, number);
    }
  }
}
