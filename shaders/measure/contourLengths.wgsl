// points(row), of the first segment of a path in the order of memory: how many points the path has, one more than segments; 0 of all others.
// Bytes: two loads, a store a path at random.
import package::access::{cell, row_ends, load4_ends, row_points, put_points};
import constants::{WX, WY};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let lengths = load4_ends(row_ends(0, 0, 0), at.x4);
  let firsts = load4_ends(row_ends(1, 0, 0), at.x4);
  for (var k = 0; k < 4; k++) {
    if (lengths[k] != 0u) { put_points(row_points(0, 0, 0), params.capacity - firsts[k], lengths[k] + 1u); }
  }
}
