// The best entry (lib/entry) of all neighbours that lie off along two axes, or three (MOST_AXES): all at once, from what was before. Four voxels
// along x an invocation, one by one; only lower ground is looked at.
import package::access::{cell, size_src, row_src, load4_src, load_src, row_level, load_level, row_steps, load_steps, row_ground, load_ground, row_dst, store4_dst};
import package::lib::entry::{Reached, entry_beside};
import package::lib::place::{place_of, step_of};
import constants::{WX, WY, MOST_AXES};

fn reached_at(p: vec3i, n: vec3i, b: i32) -> Reached {
  let level = load_level(row_level(p.y, p.z, b), p.x);
  let lower = load_ground(row_ground(p.y, p.z, b), p.x) != level;
  let entry = select(place_of(p, n), load_src(row_src(p.y, p.z, b), p.x), lower);
  return Reached(level, load_steps(row_steps(p.y, p.z, b), p.x), entry);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xyz;
  var entry = load4_src(row_src(at.y, at.z, at.b), at.x4);
  for (var i = 0; i < 4; i++) {
    let p = vec3i(4 * at.x4 + i, at.y, at.z);
    if (p.x >= n.x) { continue; }
    let ground = load_ground(row_ground(p.y, p.z, at.b), p.x);
    var here = reached_at(p, n, at.b);
    if (here.level == ground || here.level == 0u) { continue; }
    for (var direction = 0u; direction < 27u; direction++) {
      let step = step_of(direction);
      let q = p + step;
      let axes = abs(step.x) + abs(step.y) + abs(step.z);
      if (axes < 2 || axes > MOST_AXES || any(q < vec3i(0)) || any(q >= n)) { continue; }
      here.entry = entry_beside(here, ground, reached_at(q, n, at.b), n, at.b);
    }
    entry[i] = here.entry;
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, entry);
}
