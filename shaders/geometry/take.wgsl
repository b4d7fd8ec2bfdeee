// dst(i) = src(index(i)) along one axis, the kernel's y, or along x: positions in any order, as often as they are named. Those past an end are
// the nearest. Cost: one load and one store a voxel, and an index a row.
import package::access::{cell, row_src, load_src, load4_src, size_src, row_index, load_index, Value_dst, row_dst, size_dst, store4_dst};
import constants::{WX, WY, IS_X};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let places = row_index(0, 0, 0);
  var v: Value_dst;
  if (IS_X) {
    let row = row_src(at.y, at.z, at.b);
    for (var k = 0; k < 4; k++) {
      v[k] = load_src(row, clamp(load_index(places, min(4 * at.x4 + k, size_dst().x - 1)), 0, n.x - 1));
    }
  } else {
    v = load4_src(row_src(clamp(load_index(places, at.y), 0, n.y - 1), at.z, at.b), at.x4);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
