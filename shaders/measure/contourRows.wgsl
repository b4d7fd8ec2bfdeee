// rows(point) = 1 + 2·segment, whose beginning it is, or 2 + 2·segment, whose end it is; and, behind all of them, which path it belongs to. Paths come in the order of
// their first segments, closed ones begin with that. IS_REVERSED: each path from its end. Bytes: a load of 16 and four at random, two stores at random.
import package::access::{
  cell, row_state, load4_state, row_count, load_count, row_ends, load_ends, row_points, load_points, row_paths, load_paths, row_rows, put_rows, size_rows,
};
import package::lib::segmentRows::row_at;
import constants::{WX, WY, IS_REVERSED};

const TILE = 4;

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn put(row: u32, source: u32, path: u32) {
  if (row >= params.capacity) { return; }
  put_rows(row_rows(0, 0, 0), row, source);
  put_rows(row_rows(0, 0, 0), u32(size_rows().x) + row, path);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let count = min(load_count(row_count(0, 0, 0), 0), params.capacity);
  for (var k = 0; k < TILE; k++) {
    let row = row_at(at.y, at.x4 + k);
    if (row < count) {
      let own = load4_state(row_state(at.y, 0, 0), at.x4 + k);
      let root = i32(own.y & 0x7fffffffu);
      let length = load_ends(row_ends(0, 0, 0), root);
      let first = i32(params.capacity - load_ends(row_ends(1, 0, 0), root));
      let start = load_points(row_points(0, 0, 0), first);
      let path = load_paths(row_paths(0, 0, 0), first);
      let closed = own.y >= 0x80000000u;
      // steps lead to the end of a path that is open, and to the beginning of one that is closed
      var place = length - 1u - own.z;
      if (closed) { place = select(length - own.z, 0u, own.z == 0u); }
      put(start + select(place, length - place, IS_REVERSED), 1u + 2u * row, path);
      if (place == length - 1u) { put(start + select(length, 0u, IS_REVERSED), 2u + 2u * row, path); }
    }
  }
}
