// Every voxel is its own source at first, by its place in memory; lower ground has none yet (lib/entry).
import package::access::{cell, size_level, row_level, load4_level, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::flood::NOT_YET;
import package::lib::place::place_of;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = place_of(vec3i(4 * at.x4, at.y, at.z), size_level().xyz);
  let level = load4_level(row_level(at.y, at.z, at.b), at.x4);
  let lower = level != load4_ground(row_ground(at.y, at.z, at.b), at.x4);
  let places = vec4u(first) + vec4u(0u, 1u, 2u, 3u);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(places, vec4u(NOT_YET), lower & (level != vec4u(0u))));
}
