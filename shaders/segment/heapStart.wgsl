// The room of a flood that has not begun (lib/heap): all voxels with their ground and markers, and nothing waits. A group an invocation. Bytes: three loads a voxel, a store of the whole room.
import package::access::{
  cell, row_ground, load_ground, size_ground, row_height, load_height, row_markers, load_markers, row_dst, store4_dst, size_dst,
};
import package::lib::place::at_place;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_ground().xyz;
  let group = u32(at.y * (size_dst().x >> 2u) + at.x4);
  var words = vec4u(0u);
  if (group == 0u) {
    // LEFT, and scikit-image counts ages from 1
    words = vec4u(1u, 0u, 1u, 0u);
  } else if (group <= u32(n.x) * u32(n.y) * u32(n.z)) {
    let p = at_place(group - 1u, n);
    let key = load_ground(row_ground(p.y, p.z, at.b), p.x);
    let number = load_markers(row_markers(p.y, p.z, at.b), p.x);
    let height = load_height(row_height(p.y, p.z, at.b), p.x);
    words = vec4u(~key, bitcast<u32>(height), bitcast<u32>(number), select(0u, 1u, key != 0u));
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, words);
}
