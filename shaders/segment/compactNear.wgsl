// The same from neighbours that lie off along two axes, or three (MOST_AXES): all at once, from what was before. Four voxels along x an
// invocation, one by one. Bytes: of costs and owners the rows around.
import package::access::{
  cell, size_cost, row_cost, load4_cost, load_cost, row_way, load4_way, load_way, row_owner, load4_owner, load_owner, row_before, load_before, row_ground, load4_ground,
  row_to_cost, store4_to_cost, row_to_way, store4_to_way, row_to_owner, store4_to_owner,
};
import package::lib::compact::{CLOSED, Names, Owned, taken};
import package::lib::place::step_of;
import constants::{WX, WY, MOST_AXES};

struct Params {
  y_shift: u32,
  z_shift: u32,
  compactness: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_cost().xyz;
  let names = Names(params.y_shift, params.z_shift, params.compactness);
  let ground = load4_ground(row_ground(at.y, at.z, at.b), at.x4);
  var cost = load4_cost(row_cost(at.y, at.z, at.b), at.x4);
  var way = load4_way(row_way(at.y, at.z, at.b), at.x4);
  var owner = load4_owner(row_owner(at.y, at.z, at.b), at.x4);
  for (var i = 0; i < 4; i++) {
    let p = vec3i(4 * at.x4 + i, at.y, at.z);
    if (p.x >= n.x || owner[i] == CLOSED) { continue; }
    var here = Owned(cost[i], way[i], owner[i]);
    for (var direction = 0u; direction < 27u; direction++) {
      let step = step_of(direction);
      let q = p + step;
      let axes = abs(step.x) + abs(step.y) + abs(step.z);
      if (axes < 2 || axes > MOST_AXES || any(q < vec3i(0)) || any(q >= n)) { continue; }
      let cost_there = load_cost(row_cost(q.y, q.z, at.b), q.x);
      let way_there = load_way(row_way(q.y, q.z, at.b), q.x);
      let beside = Owned(cost_there, way_there, load_owner(row_owner(q.y, q.z, at.b), q.x));
      here = taken(here, ground[i], p, beside, load_before(row_before(q.y, q.z, at.b), q.x), names);
    }
    cost[i] = here.cost;
    way[i] = here.way;
    owner[i] = here.owner;
  }
  store4_to_cost(row_to_cost(at.y, at.z, at.b), at.x4, cost);
  store4_to_way(row_to_way(at.y, at.z, at.b), at.x4, way);
  store4_to_owner(row_to_owner(at.y, at.z, at.b), at.x4, owner);
}
