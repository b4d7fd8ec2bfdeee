// dst(row) = the bits of the voxel of `image` at a place: n, c, z, y and x in five rows along y; `count` rows. Every n and c looks for its own among all rows, four an
// invocation. Bytes: five loads an n and c, one at random and one store a row.
import package::access::{cell, row_image, load_image, row_places, load4_places, row_count, load_count, row_dst, put_dst};
import constants::{WX, WY};

struct Params {
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let n = vec4i(load4_places(row_places(0, 0, 0), at.x4));
  let c = vec4i(load4_places(row_places(1, 0, 0), at.x4));
  let z = vec4i(load4_places(row_places(2, 0, 0), at.x4));
  let y = vec4i(load4_places(row_places(3, 0, 0), at.x4));
  let x = vec4i(load4_places(row_places(4, 0, 0), at.x4));
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows && n[k] * params.channels + c[k] == at.b) {
      put_dst(row_dst(0, 0, 0), u32(at.x4 * 4 + k), bitcast<u32>(load_image(row_image(y[k], z[k], at.b), x[k])));
    }
  }
}
