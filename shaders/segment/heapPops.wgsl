// So much of a flood that goes by a binary heap, as one would program it: whatever is next is what the heap happens to have at its root. One invocation for each of n and c, from where the last one
// stopped, in a room that it changes in place (lib/heap): markers are pushed in the order of memory, then the first is popped and pushes its neighbours, again and again. Sifting up stops below what is
// not later, sifting down prefers the left of two that are equal: of equal markers that settles which is first. Without compactness and lines a voxel has its number once it waits; else it may wait
// several times, and has it once it is popped.
import package::access::{cell, row_src, Row_src, load4_src, row_room, Row_room, store4_room, table_steps};
import package::lib::double::{Double, double_product, double_root, key_of_sum};
import package::lib::heap::{AGE, CURSOR, group_of, HEIGHT, IS_OPEN, LENGTH, LEVEL, NUMBER};
import package::lib::place::{at_place, place_of, step_of};
import constants::{WX, WY, IS_COMPACT, HAS_LINES, WAITING};

struct Params {
  // of the image
  size: vec3i,
  // how much is done: 1 is a voxel looked at for a marker, WAITING one pushed as a marker, or popped with all that it pushes
  work: u32,
  // of a voxel: as many steps as the table has
  neighbours: i32,
  // compactness in 64 bits, as lib/double has it
  low: u32,
  high: u32,
  exponent: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

const GROUPS = select(1u, 2u, IS_COMPACT);

struct Entry {
  // key, key or source, age, place
  words: vec4u,
  source: u32,
}

var<private> before: Row_src;
var<private> after: Row_room;
var<private> heap: u32;
var<private> length: u32;
var<private> age: u32;

fn load(group: u32) -> vec4u { return load4_src(before, i32(group)); }
fn store(group: u32, words: vec4u) { store4_room(after, i32(group), words); }

fn entry(i: u32) -> Entry {
  let group = heap + i * GROUPS;
  let words = load(group);
  if (IS_COMPACT) { return Entry(words, load(group + 1u).x); }
  return Entry(words, words.y);
}

fn put(i: u32, e: Entry) {
  let group = heap + i * GROUPS;
  store(group, e.words);
  if (IS_COMPACT) { store(group + 1u, vec4u(e.source, 0u, 0u, 0u)); }
}

fn is_before(a: Entry, b: Entry) -> bool {
  if (a.words.x != b.words.x) { return a.words.x < b.words.x; }
  if (IS_COMPACT) {
    if (a.words.y != b.words.y) { return a.words.y < b.words.y; }
  }
  return a.words.z < b.words.z;
}

fn push(e: Entry) {
  var i = length;
  length += 1u;
  var rises = i > 0u;
  while (rises) {
    let parent = (i - 1u) / 2u;
    let other = entry(parent);
    rises = is_before(e, other);
    if (rises) {
      put(i, other);
      i = parent;
    }
    rises &= i > 0u;
  }
  put(i, e);
}

fn pop() -> Entry {
  let root = entry(0u);
  length -= 1u;
  let last = entry(length);
  var i = 0u;
  var sinks = length > 0u;
  while (sinks) {
    var first = last;
    var to = i;
    for (var child = 2u * i + 1u; child < min(2u * i + 3u, length); child++) {
      let other = entry(child);
      if (is_before(other, first)) {
        first = other;
        to = child;
      }
    }
    put(i, first);
    sinks = to != i;
    i = to;
  }
  return root;
}

fn entry_of(place: u32, voxel: vec4u, source: u32, distance: Double) -> Entry {
  if (!IS_COMPACT) { return Entry(vec4u(voxel[LEVEL], source, age, place), source); }
  return Entry(vec4u(key_of_sum(voxel[HEIGHT], distance), age, place), source);
}

fn neighbour(p: vec3i, direction: i32) -> vec3i { return p + step_of(u32(table_steps(direction))); }

fn inside(p: vec3i) -> bool { return all(p >= vec3i(0)) && all(p < params.size); }

// Whether there are open neighbours of several numbers.
fn parts(p: vec3i) -> bool {
  var first = 0u;
  var several = false;
  for (var direction = 0; direction < params.neighbours; direction++) {
    let q = neighbour(p, direction);
    if (!inside(q)) { continue; }
    let voxel = load(group_of(place_of(q, params.size)));
    if (voxel[IS_OPEN] == 0u || voxel[NUMBER] == 0u) { continue; }
    several |= first != 0u && voxel[NUMBER] != first;
    first = voxel[NUMBER];
  }
  return several;
}

// Compactness times the way from the source.
fn price(q: vec3i, source: u32) -> Double {
  let way = q - at_place(source, params.size);
  let squares = vec3u(way * way);
  return double_product(Double(params.low, params.high, params.exponent), double_root(squares.x + squares.y + squares.z));
}

fn flood(e: Entry) {
  let place = e.words.w;
  let p = at_place(place, params.size);
  var here = load(group_of(place));
  if (IS_COMPACT || HAS_LINES) {
    if (here[NUMBER] != 0u && place != e.source) { return; }
    if (HAS_LINES) {
      if (here[IS_OPEN] == 0u) { return; }
      if (parts(p)) {
        here[IS_OPEN] = 0u;
        store(group_of(place), here);
        return;
      }
    }
    here[NUMBER] = load(group_of(e.source))[NUMBER];
    store(group_of(place), here);
  }
  for (var direction = 0; direction < params.neighbours; direction++) {
    let q = neighbour(p, direction);
    if (!inside(q)) { continue; }
    let next = place_of(q, params.size);
    var voxel = load(group_of(next));
    if (voxel[IS_OPEN] == 0u || voxel[NUMBER] != 0u) { continue; }
    age += 1u;
    var distance = Double(0u, 0u, 0);
    if (IS_COMPACT) { distance = price(q, e.source); }
    if (!IS_COMPACT && !HAS_LINES) {
      voxel[NUMBER] = here[NUMBER];
      store(group_of(next), voxel);
    }
    push(entry_of(next, voxel, e.source, distance));
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  before = row_src(0, 0, at.b);
  after = row_room(0, 0, at.b);
  let voxels = u32(params.size.x) * u32(params.size.y) * u32(params.size.z);
  heap = group_of(voxels);
  let begun = load(0u);
  length = begun[LENGTH];
  var cursor = begun[CURSOR];
  var work = 0u;
  // markers are of no age
  age = 0u;
  while (cursor < voxels && work < params.work) {
    let voxel = load(group_of(cursor));
    if (voxel[NUMBER] != 0u) {
      push(entry_of(cursor, voxel, cursor, Double(0u, 0u, 0)));
      work += WAITING;
    }
    cursor += 1u;
    work += 1u;
  }
  age = begun[AGE];
  while (cursor == voxels && length > 0u && work < params.work) {
    flood(pop());
    work += WAITING;
  }
  let left = length > 0u || cursor < voxels;
  store(0u, vec4u(select(0u, 1u, left), length, age, cursor));
}
