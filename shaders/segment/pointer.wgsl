// Where each voxel was flooded from, by its place in memory (lib/place): lower ground from its entry (lib/entry), anything else from the neighbour
// that `parent` says, a direction x + 3y + 9z.
import package::access::{cell, size_parent, row_parent, load4_parent, row_entry, load4_entry, row_dst, store4_dst};
import package::lib::flood::NOT_YET;
import package::lib::place::{place_of, step_of};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_parent().xyz;
  let direction = load4_parent(row_parent(at.y, at.z, at.b), at.x4);
  var place = load4_entry(row_entry(at.y, at.z, at.b), at.x4);
  for (var i = 0; i < 4; i++) {
    let p = vec3i(4 * at.x4 + i, at.y, at.z);
    if (place[i] == place_of(p, n) || place[i] == NOT_YET) { place[i] = place_of(p + step_of(direction[i]), n); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, place);
}
