// dst(j) = sum over the i with index(i) = j of src(i): the adjoint of take.wgsl, along the kernel's y or along x. The i ascend.
// Cost: every index is looked at for every row (every voxel along x), and what is found is loaded.
import package::access::{cell, row_src, load_src, load4_src, size_src, row_index, load_index, row_dst, size_dst, store4_dst};
import package::lib::sealed::nothing;
import constants::{WX, WY, IS_X};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let last = select(size_dst().y, size_dst().x, IS_X) - 1;
  let places = row_index(0, 0, 0);
  var sum = vec4f(nothing(n.x));
  for (var i = 0; i < select(n.y, n.x, IS_X); i++) {
    let j = clamp(load_index(places, i), 0, last);
    if (IS_X) {
      let here = vec4i(4 * at.x4) + vec4i(0, 1, 2, 3) == vec4i(j);
      if (any(here)) { sum += select(vec4f(0.0), vec4f(load_src(row_src(at.y, at.z, at.b), i)), here); }
    } else if (j == at.y) {
      sum += load4_src(row_src(i, at.z, at.b), at.x4);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum);
}
