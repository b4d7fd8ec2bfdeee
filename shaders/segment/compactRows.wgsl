// compactX along any other axis. An invocation makes four lines side by side; of a window that does not hold them whole, only its part is
// stored.
import package::access::{
  cell, size_cost, row_cost, load4_cost, row_way, load4_way, row_owner, load4_owner, row_before, load4_before, row_ground, load4_ground,
  row_to_cost, store4_to_cost, row_to_way, store4_to_way, row_to_owner, store4_to_owner,
};
import package::lib::compact::{CLOSED, Names, NOBODY, Owned, taken};
import constants::{WX, WY, IS_BACK, IS_Z};

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
  let n = size_cost();
  let names = Names(params.y_shift, params.z_shift, params.compactness);
  let steps = select(at.y_end, n.y - at.y, IS_BACK);
  var cost = vec4f(0.0);
  var way = vec4f(0.0);
  var owner = vec4u(CLOSED);
  var before = vec4u(NOBODY);
  for (var i = 0; i < steps; i++) {
    let y = select(i, n.y - 1 - i, IS_BACK);
    var next_cost = load4_cost(row_cost(y, at.z, at.b), at.x4);
    var next_way = load4_way(row_way(y, at.z, at.b), at.x4);
    var next_owner = load4_owner(row_owner(y, at.z, at.b), at.x4);
    let ground = load4_ground(row_ground(y, at.z, at.b), at.x4);
    for (var k = 0; k < 4; k++) {
      let p = vec3i(4 * at.x4 + k, y, at.z);
      let here = Owned(next_cost[k], next_way[k], select(CLOSED, next_owner[k], p.x < n.x));
      let found = taken(here, ground[k], select(p, p.xzy, IS_Z), Owned(cost[k], way[k], owner[k]), before[k], names);
      next_cost[k] = found.cost;
      next_way[k] = found.way;
      next_owner[k] = found.owner;
    }
    cost = next_cost;
    way = next_way;
    owner = next_owner;
    before = load4_before(row_before(y, at.z, at.b), at.x4);
    if (y >= at.y && y < at.y_end) {
      store4_to_cost(row_to_cost(y, at.z, at.b), at.x4, cost);
      store4_to_way(row_to_way(y, at.z, at.b), at.x4, way);
      store4_to_owner(row_to_owner(y, at.z, at.b), at.x4, owner);
    }
  }
}
