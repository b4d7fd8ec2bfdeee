// A compact flood (lib/compact) along a whole row, from x - 1, or from x + 1 (IS_BACK), as segment/stepsX. An invocation makes a row. Bytes: five
// loads and three stores a voxel.
import package::access::{
  cell, size_cost, row_cost, load4_cost, row_way, load4_way, row_owner, load4_owner, row_before, load4_before, row_ground, load4_ground,
  row_to_cost, store4_to_cost, row_to_way, store4_to_way, row_to_owner, store4_to_owner,
};
import package::lib::compact::{CLOSED, Names, NOBODY, Owned, taken};
import constants::{WX, WY, IS_BACK};

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
  let n = size_cost().x;
  let groups = (n + 3) / 4;
  let names = Names(params.y_shift, params.z_shift, params.compactness);
  let costs = row_cost(at.y, at.z, at.b);
  let ways = row_way(at.y, at.z, at.b);
  let owners = row_owner(at.y, at.z, at.b);
  let befores = row_before(at.y, at.z, at.b);
  let grounds = row_ground(at.y, at.z, at.b);
  let to_cost = row_to_cost(at.y, at.z, at.b);
  let to_way = row_to_way(at.y, at.z, at.b);
  let to_owner = row_to_owner(at.y, at.z, at.b);
  var last = Owned(0.0, 0.0, CLOSED);
  var last_before = NOBODY;
  for (var i = 0; i < groups; i++) {
    let x4 = select(i, groups - 1 - i, IS_BACK);
    // pad lanes hold anything
    let inside = vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n);
    var cost = load4_cost(costs, x4);
    var way = load4_way(ways, x4);
    var owner = select(vec4u(CLOSED), load4_owner(owners, x4), inside);
    let before = load4_before(befores, x4);
    let ground = load4_ground(grounds, x4);
    for (var k = 0; k < 4; k++) {
      let lane = select(k, 3 - k, IS_BACK);
      last = taken(Owned(cost[lane], way[lane], owner[lane]), ground[lane], vec3i(4 * x4 + lane, at.y, at.z), last, last_before, names);
      last_before = before[lane];
      cost[lane] = last.cost;
      way[lane] = last.way;
      owner[lane] = last.owner;
    }
    store4_to_cost(to_cost, x4, cost);
    store4_to_way(to_way, x4, way);
    store4_to_owner(to_owner, x4, owner);
  }
}
