// A tile of 64 voxels flooded anew, in the order of the queue, from its markers and from what its neighbours have around it (lib/compact). An invocation makes a tile of TX by TY by TZ: it
// takes the first of all voxels that can be taken, hands on to those beside it, and so on; a tile around which nothing changed stays. With HAS_LINES a voxel is no one's where those
// beside it that were taken before are of several numbers. Two tiles could hold each other up with a flood that neither has any more; so floods count the tiles that they enter, up to
// `most`, which grows with the iterations, a quarter as fast as such a flood would. Bytes: a record loaded and stored a voxel, and those around a tile.
import package::access::{
  cell, row_src, load4_src, row_ground, load_ground, size_ground, row_markers, load_markers, row_round, load_round, row_dst, store4_dst,
};
import package::lib::compact::{
  after, CHANGED, CLOSED, ENTERED, FATE, FREE, IS_MARKER, is_before, key_of, LINE, named, Names, NOT_YET, ODD, SILENT, TAKEN,
};
import package::lib::waiting::{entered_at, first_waiting, forget_all, key_at, let_wait, no_longer, source_at};
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
  forget_all();
  for (var i = 0; i < 64; i++) {
    let l = vec3i(i % TX, (i / TX) % TY, i / (TX * TY));
    if (!inside(l)) { continue; }
    let k = around(l);
    let p = tile.first + l;
    ground[i] = load_ground(row_ground(p.y, p.z, tile.b), p.x);
    if ((near[k].w & IS_MARKER) != 0u) {
      near[k].w = TAKEN | IS_MARKER;
      let_wait(i, near[k].xyz, 0u, k);
    } else if ((near[k].w & FATE) != CLOSED) {
      near[k] = vec4u(NOT_YET, 0u, 0u, FREE);
    }
  }
}

// Hands on from a voxel that was taken to those of the tile beside it.
fn hand_on(k: i32) {
  let l = place_around(k);
  let here = near[k];
  let entered = here.w / ENTERED + select(1u, 0u, inside(l));
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
    if (entered > tile.most) {
      tile.waits = true;
      continue;
    }
    let known = key_at(i);
    var is_first = found.x < known.x || (found.x == known.x && found.y < known.y);
    if (all(found == known.xy)) {
      let other = near[source_at(i)].xyz;
      is_first = is_before(here.xyz, other) || (all(here.xyz == other) && entered < entered_at(i));
    }
    if (is_first) { let_wait(i, vec3u(found, here.z), entered, k); }
  }
}

fn marker_number(owner: u32) -> i32 {
  let p = named(owner, names());
  return load_markers(row_markers(p.y, p.z, tile.b), p.x);
}

// Whether voxels beside k that were taken before are of several numbers.
fn parts(k: i32, key: vec3u) -> bool {
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
    // of those with the key of k all have its number; only a marker comes before them
    let equal = (near[k].w & IS_MARKER) == 0u && all(there.xyz == key);
    let earlier = inside(l + step) || (there.w & IS_MARKER) != 0u || equal || is_before(there.xyz, key);
    if (!earlier) { continue; }
    let number = marker_number(there.z);
    several |= first != 0 && number != first;
    first = number;
  }
  return several;
}

// Takes a voxel of the tile; what becomes of it.
fn take(i: i32, k: i32) -> u32 {
  let key = key_at(i);
  no_longer(i);
  var fate = TAKEN;
  if (HAS_LINES) {
    if (parts(k, key)) { fate = select(LINE, SILENT, (near[k].w & IS_MARKER) != 0u); }
  }
  if ((near[k].w & IS_MARKER) != 0u) {
    near[k].w = IS_MARKER | fate;
  } else {
    near[k] = vec4u(key, (entered_at(i) * ENTERED) | fate);
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
  tile.most = 16u + round / 4u;
  tile.waits = false;
  let anew = enter();
  if (anew) {
    clear();
    var k = 0;
    var i = 0;
    // first what is around, then the tile by its queue
    while (i < 64) {
      var fate = FREE;
      if (k < AROUND) {
        if (!inside(place_around(k))) { fate = near[k].w & FATE; }
      } else {
        i = first_waiting();
      }
      var from_here = k;
      if (k >= AROUND && i < 64) {
        from_here = around(vec3i(i % TX, (i / TX) % TY, i / (TX * TY)));
        fate = take(i, from_here);
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
