// ends(row), of the segment that stands for a path, its last or the first of one that is closed: how many segments the path has; and, behind all rows, `capacity` less
// the first of them in the order of memory. Bytes: one load of 16, two atomics at random.
import package::access::{cell, row_state, load4_state, row_count, load_count, row_ends, raise_ends, size_ends};
import package::lib::segmentRows::row_at;
import constants::{WX, WY};

const TILE = 4;

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let count = min(load_count(row_count(0, 0, 0), 0), params.capacity);
  let state = row_state(at.y, 0, 0);
  let ends = row_ends(0, 0, 0);
  let pitch = u32(size_ends().x);
  for (var k = 0; k < TILE; k++) {
    let row = row_at(at.y, at.x4 + k);
    if (row < count) {
      let own = load4_state(state, at.x4 + k);
      let root = own.y & 0x7fffffffu;
      raise_ends(ends, root, own.z + 1u);
      raise_ends(ends, pitch + root, params.capacity - row);
    }
  }
}
