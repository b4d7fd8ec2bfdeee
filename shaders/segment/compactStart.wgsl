// Records (lib/compact) before the first flood: marker voxels own themselves at the cost of their ground; the rest is free, or CLOSED where `open` is 0. A voxel an
// invocation, four words along x. Bytes: three loads, one store.
import package::access::{cell, row_ground, load_ground, row_markers, load_markers, row_open, load_open, row_dst, store4_dst};
import package::lib::compact::{CHANGED, CLOSED, FREE, IS_MARKER, key_of, name_of, Names, NOT_YET, TAKEN};
import constants::{WX, WY};

struct Params {
  y_shift: u32,
  z_shift: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let x = at.x4;
  let number = load_markers(row_markers(at.y, at.z, at.b), x);
  var record = vec4u(NOT_YET, 0u, 0u, FREE);
  if (load_open(row_open(at.y, at.z, at.b), x) == 0u) {
    record.w = CLOSED;
  } else if (number != 0) {
    let name = name_of(vec3i(x, at.y, at.z), Names(params.y_shift, params.z_shift));
    let ground = load_ground(row_ground(at.y, at.z, at.b), x);
    record = vec4u(key_of(ground), 0u, name, TAKEN | IS_MARKER | CHANGED);
  }
  store4_dst(row_dst(at.y, at.z, at.b), x, record);
}
