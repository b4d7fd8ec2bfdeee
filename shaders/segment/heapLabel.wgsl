// dst(p) = the number of p in the room of a flood that is over (lib/heap). Four voxels along x an invocation.
import package::access::{cell, size_dst, row_src, load4_src, row_dst, store4_dst};
import package::lib::heap::{group_of, NUMBER};
import package::lib::place::place_of;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_dst().xyz;
  let row = row_src(0, 0, at.b);
  var found = vec4i(0);
  for (var i = 0; i < 4; i++) {
    let p = vec3i(min(4 * at.x4 + i, n.x - 1), at.y, at.z);
    found[i] = bitcast<i32>(load4_src(row, i32(group_of(place_of(p, n))))[NUMBER]);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
