// dst, a row a column: the centroid along z, y and x, times the spacing; 0 behind the last of `count` rows. The whole voxel nearest to it is taken off the exact sums first, so that
// nothing is left to be rounded but the half voxel. An invocation makes four regions.
import package::access::{cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_centres, load4_centres, row_dst, store4_dst};
import package::lib::float64::float_of;
import package::lib::wide::{signed_product, wide_sum};
import constants::{WX, WY};

struct Params {
  x: f32,
  y: f32,
  z: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var centroid: array<vec4f, 3>;
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let sums = row_sums(i32(labels[k]), 0, 0);
      let centre = load4_centres(row_centres(i32(labels[k]), 0, 0), 0);
      let voxels = load_sums(sums, 0);
      for (var axis = 0; axis < 3; axis++) {
        let sum = vec2u(load_sums(sums, 2 + 2 * axis), load_sums(sums, 3 + 2 * axis));
        let taken = signed_product(-i32(centre[axis]), bitcast<i32>(voxels));
        centroid[axis][k] = centre[axis] + float_of(wide_sum(sum, taken)) / f32(voxels);
      }
    }
  }
  store4_dst(row_dst(0, 0, 0), at.x4, centroid[2] * params.z);
  store4_dst(row_dst(1, 0, 0), at.x4, centroid[1] * params.y);
  store4_dst(row_dst(2, 0, 0), at.x4, centroid[0] * params.x);
}
