// The voxels of a tile of 64 that wait to be taken, by fours: the key of each (lib/compact), how many tiles its flood has entered with its place, and from where it was reached.
import package::lib::compact::NOT_YET;

var<private> costs: array<vec4u, 16>;
var<private> ways: array<vec4u, 16>;
var<private> owners: array<vec4u, 16>;
var<private> entries: array<vec4u, 16>;
var<private> from_where: array<u32, 64>;

fn forget_all() {
  for (var i = 0; i < 16; i++) { costs[i] = vec4u(NOT_YET); }
}

fn let_wait(i: i32, key: vec3u, entered: u32, source: i32) {
  costs[i >> 2u][i & 3] = key.x;
  ways[i >> 2u][i & 3] = key.y;
  owners[i >> 2u][i & 3] = key.z;
  entries[i >> 2u][i & 3] = 64u * entered + u32(i);
  from_where[i] = u32(source);
}

fn no_longer(i: i32) { costs[i >> 2u][i & 3] = NOT_YET; }

fn key_at(i: i32) -> vec3u { return vec3u(costs[i >> 2u][i & 3], ways[i >> 2u][i & 3], owners[i >> 2u][i & 3]); }

fn entered_at(i: i32) -> u32 { return entries[i >> 2u][i & 3] / 64u; }

fn source_at(i: i32) -> i32 { return i32(from_where[i]); }

fn least_of(v: vec4u) -> u32 { return min(min(v.x, v.y), min(v.z, v.w)); }

// The first by its key, then by tiles, so that no flood goes round in lower ground, and then by its place; 64 where none waits.
fn first_waiting() -> i32 {
  var least = costs[0];
  for (var i = 1; i < 16; i++) { least = min(least, costs[i]); }
  let cost = least_of(least);
  var ways_left = vec4u(NOT_YET);
  for (var i = 0; i < 16; i++) { ways_left = min(ways_left, select(vec4u(NOT_YET), ways[i], costs[i] == vec4u(cost))); }
  let way = least_of(ways_left);
  var owners_left = vec4u(NOT_YET);
  for (var i = 0; i < 16; i++) {
    let is_one = (costs[i] == vec4u(cost)) & (ways[i] == vec4u(way));
    owners_left = min(owners_left, select(vec4u(NOT_YET), owners[i], is_one));
  }
  let owner = least_of(owners_left);
  var first = vec4u(NOT_YET);
  for (var i = 0; i < 16; i++) {
    let is_one = (costs[i] == vec4u(cost)) & (ways[i] == vec4u(way)) & (owners[i] == vec4u(owner));
    first = min(first, select(vec4u(NOT_YET), entries[i], is_one));
  }
  return select(i32(least_of(first) % 64u), 64, cost == NOT_YET);
}
