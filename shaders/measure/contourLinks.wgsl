// state(row) = (next, key, 0, 0) of every segment of a contour: the segment that begins where it ends, or itself; and what the segments of one path are compared
// by: the row, and 2^31 more where there is a next. Where the end is a voxel on the level, several may begin: those of the four squares around it
// are taken in the order of memory, each linked with the one that last came to wait (as scikit-image's find_contours has it).
// Bytes: five loads of a place, a square at random, one store of 16; at voxels on the level up to five squares.
import package::access::{
  cell, row_src, size_src, row_places, load_places, row_count, load_count, row_words, load_words, row_before, load_before, row_state, store4_state,
};
import package::lib::squares::{Level, NONE, corner_at, inside, segment, square, touches};
import package::lib::segmentRows::row_at;
import constants::{WX, WY};

const TILE = 4;
const LINKED = 0x80000000u;

struct Params {
  level: f32,
  below: f32,
  exact: u32,
  high: u32,
  capacity: u32,
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn drawn() -> Level { return Level(params.level, params.below, params.exact, params.high); }

struct At {
  x: i32,
  y: i32,
  z: i32,
  b: i32,
}

fn row_of(at: At, k: u32) -> u32 {
  let word = at.x >> 4u;
  let bit = (u32(at.x & 15) << 1u) + k;
  let bits = load_words(row_words(at.y, at.z, at.b), word) & ((1u << bit) - 1u);
  return load_before(row_before(at.y, at.z, at.b), word) + countOneBits(bits);
}

// The segment that begins at the voxel where another ends, or that other.
fn next_at(voxel: At, own: At, own_k: u32, own_row: u32, n: vec4i) -> u32 {
  var waits = false;
  var is_own = false;
  var found = own_row;
  var begins = false;
  var begin_row = 0u;
  for (var s = 0u; s < 4u; s++) {
    let at = At(voxel.x - 1 + i32(s & 1u), voxel.y - 1 + i32(s >> 1u), voxel.z, voxel.b);
    if (!inside(at.x, at.y, n)) { continue; }
    let v = square(at.x, at.y, at.z, at.b);
    // the voxel among the corners of this square
    let corner = select(2u + (s & 1u), 1u - (s & 1u), s >= 2u);
    if (!(v[corner] == params.below)) { continue; }
    for (var k = 0u; k < 2u; k++) {
      let ends = segment(v, k, drawn());
      if (ends.x == NONE.x) { continue; }
      let is_me = k == own_k && at.x == own.x && at.y == own.y;
      if (ends.y == corner) {
        if (begins) {
          if (is_me) { found = begin_row; }
          begins = false;
        } else {
          waits = true;
          is_own = is_me;
        }
      } else if (((ends.x + 1u) & 3u) == corner) {
        if (waits) {
          if (is_own) { found = row_of(at, k); }
          waits = false;
          is_own = false;
        } else {
          begins = true;
          begin_row = row_of(at, k);
        }
      }
    }
  }
  return found;
}

fn next_of(row: u32, n: vec4i) -> u32 {
  let i = i32(row);
  let b = load_places(row_places(0, 0, 0), i) * u32(params.channels) + load_places(row_places(1, 0, 0), i);
  let z = load_places(row_places(2, 0, 0), i);
  let y = load_places(row_places(3, 0, 0), i);
  let twice = load_places(row_places(4, 0, 0), i);
  let at = At(i32(twice >> 1u), i32(y), i32(z), i32(b));
  let v = square(at.x, at.y, at.z, at.b);
  let k = twice & 1u;
  let edge = segment(v, k, drawn()).y;
  if (touches(v, edge, drawn())) {
    let corner = corner_at(edge);
    return next_at(At(at.x + corner.x, at.y + corner.y, at.z, at.b), at, k, row, n);
  }
  let beyond = At(at.x + select(0, 1, edge == 1u) - select(0, 1, edge == 3u), at.y + select(0, 1, edge == 2u) - select(0, 1, edge == 0u), at.z, at.b);
  if (!inside(beyond.x, beyond.y, n)) { return row; }
  let w = square(beyond.x, beyond.y, beyond.z, beyond.b);
  let wanted = edge ^ 2u;
  if (segment(w, 0u, drawn()).x == wanted) { return row_of(beyond, 0u); }
  if (segment(w, 1u, drawn()).x == wanted) { return row_of(beyond, 1u); }
  return row;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let count = min(load_count(row_count(0, 0, 0), 0), params.capacity);
  let out = row_state(at.y, 0, 0);
  for (var k = 0; k < TILE; k++) {
    let row = row_at(at.y, at.x4 + k);
    if (row < params.capacity) {
      var next = row;
      if (row < count) { next = next_of(row, n); }
      // what there is no room for ends a path
      if (next >= count) { next = row; }
      store4_state(out, at.x4 + k, vec4u(next, row | select(LINKED, 0u, next == row), 0u, 0u));
    }
  }
}
