// Where floods meet, in the order in which they take voxels (lib/compact: by cost, way, and place): LINE where neighbours that were taken before p,
// lines left out, are of several numbers, or all are lines; else the owner of one of them. Markers were always taken; what is lower than its cost is
// taken at once with what it is taken from, and a line only beside other markers. Only where `phase` is `when`. Four voxels along x an invocation, one by one. Bytes: the rows around.
import package::access::{
  cell, size_cost, row_cost, load_cost, row_way, load_way, row_owner, load4_owner, load_owner, row_ground, load_ground, row_markers, load_markers,
  row_phase, load_phase, row_dst, store4_dst,
};
import package::lib::compact::{CLOSED, LINE, Names, NOBODY, name_of, named};
import package::lib::place::step_of;
import constants::{WX, WY, MOST_AXES};

struct Params {
  y_shift: u32,
  z_shift: u32,
  when: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Taken {
  cost: f32,
  way: f32,
  owner: u32,
  name: u32,
}

fn taken_at(p: vec3i, b: i32, names: Names) -> Taken {
  let cost = load_cost(row_cost(p.y, p.z, b), p.x);
  return Taken(cost, load_way(row_way(p.y, p.z, b), p.x), load_owner(row_owner(p.y, p.z, b), p.x), name_of(p, names));
}

fn is_before(q: Taken, p: Taken) -> bool {
  if (q.owner == q.name) { return true; }
  if (q.cost != p.cost) { return q.cost < p.cost; }
  if (q.way != p.way) { return q.way < p.way; }
  return q.name < p.name;
}

fn number(owner: u32, b: i32, names: Names) -> i32 {
  let p = named(owner, names);
  return load_markers(row_markers(p.y, p.z, b), p.x);
}

fn line_or_owner(p: vec3i, n: vec3i, b: i32, names: Names) -> u32 {
  let here = taken_at(p, b, names);
  if (here.owner == CLOSED || here.owner == NOBODY || here.owner == here.name) { return here.owner; }
  let is_lower = load_ground(row_ground(p.y, p.z, b), p.x) < here.cost;
  if (is_lower && here.owner == LINE) { return LINE; }
  var owner = LINE;
  var first = 0;
  if (is_lower) {
    owner = here.owner;
    first = number(owner, b, names);
  }
  for (var direction = 0u; direction < 27u; direction++) {
    let step = step_of(direction);
    let q = p + step;
    let axes = abs(step.x) + abs(step.y) + abs(step.z);
    if (axes < 1 || axes > MOST_AXES || any(q < vec3i(0)) || any(q >= n)) { continue; }
    let other = taken_at(q, b, names);
    if (other.owner >= LINE || select(!is_before(other, here), other.owner != other.name, is_lower)) { continue; }
    let of_other = number(other.owner, b, names);
    if (first != 0 && of_other != first) { return LINE; }
    first = of_other;
    if (!is_lower) { owner = other.owner; }
  }
  return owner;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_cost().xyz;
  var owner = load4_owner(row_owner(at.y, at.z, at.b), at.x4);
  if (load_phase(row_phase(0, 0, 0), 0) == params.when) {
    for (var i = 0; i < 4; i++) {
      let p = vec3i(4 * at.x4 + i, at.y, at.z);
      if (p.x < n.x) { owner[i] = line_or_owner(p, n, at.b, Names(params.y_shift, params.z_shift, 0.0)); }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, owner);
}
