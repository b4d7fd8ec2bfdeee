// Marker voxels own themselves at the cost of their ground; the rest is nobody's, or CLOSED where `open` is 0 (lib/compact). Four voxels along x an
// invocation. Bytes: three loads, two stores.
import package::access::{
  cell, row_ground, load4_ground, row_markers, load4_markers, row_open, load4_open, row_cost, store4_cost, row_owner, store4_owner,
};
import package::lib::compact::{CLOSED, Names, NOBODY, name_of};
import constants::{WX, WY};

struct Params {
  y_shift: u32,
  z_shift: u32,
  infinity: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = name_of(vec3i(4 * at.x4, at.y, at.z), Names(params.y_shift, params.z_shift, 0.0));
  let open = load4_open(row_open(at.y, at.z, at.b), at.x4) != vec4u(0u);
  let isMarker = open & (load4_markers(row_markers(at.y, at.z, at.b), at.x4) != vec4i(0));
  let ground = load4_ground(row_ground(at.y, at.z, at.b), at.x4);
  store4_cost(row_cost(at.y, at.z, at.b), at.x4, select(vec4f(params.infinity), ground, isMarker));
  let rest = select(vec4u(CLOSED), vec4u(NOBODY), open);
  store4_owner(row_owner(at.y, at.z, at.b), at.x4, select(rest, vec4u(first) + vec4u(0u, 1u, 2u, 3u), isMarker));
}
