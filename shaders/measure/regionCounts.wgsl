// dst, a row a column: label, voxels, and the box from its first place along z, y and x to one past its last; 0 behind the last of `count` rows. An invocation makes
// four regions. Bytes: 14 words at random and 8 stores a region.
import package::access::{cell, row_places, load4_places, row_count, load_count, row_sums, Row_sums, load_sums, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var label = vec4u(0u);
  var voxels = vec4u(0u);
  var first: array<vec4u, 3>;
  var last: array<vec4u, 3>;
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let sums = row_sums(i32(labels[k]), 0, 0);
      label[k] = labels[k];
      voxels[k] = load_sums(sums, 0);
      for (var axis = 0; axis < 3; axis++) {
        first[axis][k] = ~load_sums(sums, 8 + 2 * axis);
        last[axis][k] = load_sums(sums, 9 + 2 * axis);
      }
    }
  }
  store4_dst(row_dst(0, 0, 0), at.x4, label);
  store4_dst(row_dst(1, 0, 0), at.x4, voxels);
  for (var axis = 0; axis < 3; axis++) {
    store4_dst(row_dst(4 - axis, 0, 0), at.x4, first[axis]);
    store4_dst(row_dst(7 - axis, 0, 0), at.x4, last[axis]);
  }
}
