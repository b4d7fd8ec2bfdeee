// A tile of 64 voxels flooded anew, in the order of the queue, from its markers and from what its neighbours have around it (lib/compact). An invocation makes a tile of TX by TY by TZ: it
// takes the first of all voxels that can be taken, hands on to those beside it, and so on; a tile around which nothing changed stays. With HAS_LINES a voxel is no one's where those
// beside it that were taken before are of several numbers. Two tiles could hold each other up with a flood that neither has any more; so floods count the tiles that they enter, up to
// `most`, which grows with the iterations, half as fast as such a flood would. Bytes: a record loaded and stored a voxel, and those around a tile.
import package::access::{
  cell, row_src, load4_src, row_ground, load_ground, size_ground, row_markers, load_markers, row_round, load_round, row_dst, store4_dst,
};
import package::lib::compact::{
  after, CHANGED, CLOSED, ENTERED, FATE, FREE, IS_MARKER, is_before, key_of, LINE, name_of, named, Names, NOT_YET, ODD, SILENT, TAKEN,
};
import constants::{WX, WY, TX, TY, TZ, HX, HY, HZ, MOST_AXES, IS_COMPACT, HAS_LINES};

struct Params {
  y_shift: u32,
  z_shift: u32,
  compactness: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The tile with one voxel around it along the axes that there are; HX, HY and HZ are 1 along those, else 0.
const ACROSS = TX + 2 * HX;
const DOWN = TY + 2 * HY;
const AROUND = ACROSS * DOWN * (TZ + 2 * HZ);

var<private> near: array<vec4u, AROUND>;
var<private> ground: array<f32, 64>;
// of voxels that could be taken, by fours: cost, way, and from where
var<private> costs: array<vec4u, 16>;
var<private> ways: array<vec4u, 16>;
var<private> from_where: array<u32, 64>;

struct Tile {
  first: vec3i,
  // what there is of it in the volume, and in this window
  size: vec3i,
  b: i32,
  // of directions to neighbours, by step_of
  begin: i32,
  most: u32,
  waits: bool,
}
var<private> tile: Tile;

fn names() -> Names { return Names(params.y_shift, params.z_shift); }

// A place of the tile, from -1 on, among those around it.
fn around(l: vec3i) -> i32 { return ((l.z + HZ) * DOWN + l.y + HY) * ACROSS + l.x + HX; }

fn place_around(k: i32) -> vec3i { return vec3i(k % ACROSS - HX, (k / ACROSS) % DOWN - HY, k / (ACROSS * DOWN) - HZ); }

fn inside(l: vec3i) -> bool { return all(l >= vec3i(0)) && all(l < tile.size); }

fn step_of(direction: i32) -> vec3i { return vec3i(direction % 3, (direction / 3) % 3, direction / 9) - vec3i(1); }

fn is_neighbour(step: vec3i) -> bool {
  let axes = abs(step.x) + abs(step.y) + abs(step.z);
  return axes > 0 && axes <= MOST_AXES && abs(step.x) <= HX && abs(step.y) <= HY;
}

fn load(l: vec3i) -> vec4u {
  let p = tile.first + l;
  return load4_src(row_src(p.y, p.z, tile.b), p.x);
}

// All that there was; free where the tile is flooded anew.
fn enter() -> bool {
  let n = size_ground().xyz;
  var changed = false;
  for (var k = 0; k < AROUND; k++) {
    let l = place_around(k);
    let p = tile.first + l;
    near[k] = vec4u(NOT_YET, 0u, 0u, CLOSED);
    if (all(p >= vec3i(0)) && all(p < n) && all(l <= tile.size)) {
      near[k] = load(l);
      changed |= (near[k].w & CHANGED) != 0u;
    }
  }
  return changed;
}

fn clear() {
  for (var i = 0; i < 16; i++) { costs[i] = vec4u(NOT_YET); }
  for (var i = 0; i < 64; i++) {
    let l = vec3i(i % TX, (i / TX) % TY, i / (TX * TY));
    if (!inside(l)) { continue; }
    let k = around(l);
    let p = tile.first + l;
    ground[i] = load_ground(row_ground(p.y, p.z, tile.b), p.x);
    if ((near[k].w & IS_MARKER) != 0u) {
      near[k].w = TAKEN | IS_MARKER;
      costs[i >> 2u][i & 3] = near[k].x;
      ways[i >> 2u][i & 3] = 0u;
      from_where[i] = u32(k);
    } else if ((near[k].w & FATE) != CLOSED) {
      near[k] = vec4u(NOT_YET, 0u, 0u, FREE);
    }
  }
}

// Hands on from a voxel that was taken to those of the tile beside it.
fn hand_on(k: i32) {
  let l = place_around(k);
  let here = near[k];
  let entered = (here.w / ENTERED) + select(1u, 0u, inside(l));
  for (var direction = tile.begin; direction < 27 - tile.begin; direction++) {
    let step = step_of(direction);
    let next = l + step;
    if (!is_neighbour(step) || !inside(next) || (near[around(next)].w & FATE) != FREE) { continue; }
    let i = (next.z * TY + next.y) * TX + next.x;
    var level = ground[i];
    if (IS_COMPACT) {
      let off = vec3f(tile.first + next - named(here.z, names()));
      level += params.compactness * sqrt(off.x * off.x + off.y * off.y + off.z * off.z);
    }
    let found = after(here.x, here.y, key_of(level));
    let known = vec2u(costs[i >> 2u][i & 3], ways[i >> 2u][i & 3]);
    if (entered > tile.most) {
      tile.waits = true;
      continue;
    }
    let other = near[from_where[i]].xy;
    let is_first = is_before(here.xy, other) || (all(here.xy == other) && u32(k) < from_where[i]);
    if (is_before(found, known) || (all(found == known) && is_first)) {
      costs[i >> 2u][i & 3] = found.x;
      ways[i >> 2u][i & 3] = found.y;
      from_where[i] = u32(k);
    }
  }
}

fn marker_number(owner: u32) -> i32 {
  if (!IS_COMPACT) { return bitcast<i32>(owner); }
  let p = named(owner, names());
  return load_markers(row_markers(p.y, p.z, tile.b), p.x);
}

// Whether voxels beside k that were taken before are of several numbers.
fn parts(k: i32, key: vec2u) -> bool {
  let l = place_around(k);
  var first = 0;
  var several = false;
  for (var direction = tile.begin; direction < 27 - tile.begin; direction++) {
    let step = step_of(direction);
    if (!is_neighbour(step)) { continue; }
    let q = around(l + step);
    let there = near[q];
    let fate = there.w & FATE;
    if (fate != TAKEN && fate != SILENT) { continue; }
    let earlier = inside(l + step) || (there.w & IS_MARKER) != 0u || is_before(there.xy, key) || (all(there.xy == key) && q < k);
    if (!earlier) { continue; }
    let number = marker_number(there.z);
    several |= first != 0 && number != first;
    first = number;
  }
  return several;
}

// The first voxel that can be taken, 64 where there is none.
fn first_waiting() -> u32 {
  var least = costs[0];
  for (var i = 1; i < 16; i++) { least = min(least, costs[i]); }
  let cost = min(min(least.x, least.y), min(least.z, least.w));
  var shortest = vec4u(NOT_YET);
  for (var i = 0; i < 16; i++) { shortest = min(shortest, select(vec4u(NOT_YET), ways[i], costs[i] == vec4u(cost))); }
  let way = min(min(shortest.x, shortest.y), min(shortest.z, shortest.w));
  var place = vec4u(64u);
  for (var i = 0; i < 16; i++) {
    let is_one = (costs[i] == vec4u(cost)) & (ways[i] == vec4u(way));
    place = min(place, select(vec4u(64u), vec4u(u32(4 * i)) + vec4u(0u, 1u, 2u, 3u), is_one));
  }
  return select(min(min(place.x, place.y), min(place.z, place.w)), 64u, cost == NOT_YET);
}

// Takes a voxel of the tile; what becomes of it.
fn take(i: i32, k: i32) -> u32 {
  let key = vec2u(costs[i >> 2u][i & 3], ways[i >> 2u][i & 3]);
  costs[i >> 2u][i & 3] = NOT_YET;
  var fate = TAKEN;
  if (HAS_LINES) {
    if (parts(k, key)) { fate = select(LINE, SILENT, (near[k].w & IS_MARKER) != 0u); }
  }
  if ((near[k].w & IS_MARKER) != 0u) {
    near[k].w = IS_MARKER | fate;
  } else {
    let source = from_where[i];
    let entered = (near[source].w / ENTERED) + select(1u, 0u, inside(place_around(i32(source))));
    near[k] = vec4u(key, near[source].z, (entered * ENTERED) | fate);
  }
  return fate;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_ground().xyz;
  let round = u32(load_round(row_round(0, 0, 0), 0));
  tile.first = vec3i(at.x4, at.y, at.z);
  tile.size = min(vec3i(TX, TY, TZ), vec3i(n.x, at.y_end, at.z_end) - tile.first);
  tile.b = at.b;
  tile.begin = 9 - 9 * HZ;
  tile.most = 8u + round / 2u;
  tile.waits = false;
  let anew = enter();
  if (anew) {
    clear();
    var k = 0;
    var i = 0u;
    // first what is around, then the tile by its queue
    while (i < 64u) {
      var fate = FREE;
      if (k < AROUND) {
        if (!inside(place_around(k))) { fate = near[k].w & FATE; }
      } else {
        i = first_waiting();
      }
      var from_here = k;
      if (k >= AROUND && i < 64u) {
        from_here = around(vec3i(i32(i) % TX, (i32(i) / TX) % TY, i32(i) / (TX * TY)));
        fate = take(i32(i), from_here);
      }
      if (fate == TAKEN) { hand_on(from_here); }
      k = min(k + 1, AROUND);
    }
  }
  let waits = select(0u, CHANGED | select(0u, ODD, (round & 1u) == 1u), tile.waits);
  for (var i = 0; i < 64; i++) {
    let l = vec3i(i % TX, (i / TX) % TY, i / (TX * TY));
    if (!inside(l)) { continue; }
    var record = near[around(l)];
    let before = load(l);
    let same = all(record.xyz == before.xyz) && ((record.w ^ before.w) & ~(CHANGED | ODD)) == 0u;
    record.w = (record.w & ~(CHANGED | ODD)) | select(CHANGED, 0u, same) | waits;
    store4_dst(row_dst(at.y + l.y, at.z + l.z, at.b), at.x4 + l.x, record);
  }
}
