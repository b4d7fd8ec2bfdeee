// One round of list ranking by pointer jumping (Wyllie 1979): dst(row) = (jump, key, steps, 0), where jump lies twice as many steps ahead as before, key is the least among
// the rows up to there, and steps how far ahead it first stands. A path that ends stays at its last row. Bytes: one load, one at random, one store of 16 each.
import package::access::{cell, row_state, load4_state, row_dst, store4_dst};
import constants::{WX, WY};

const TILE = 4;

struct Params {
  // steps of the rounds before
  span: u32,
  capacity: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let state = row_state(0, 0, 0);
  let out = row_dst(0, 0, 0);
  for (var k = 0; k < TILE; k++) {
    let row = at.x4 + k;
    if (row < params.capacity) {
      let own = load4_state(state, row);
      let ahead = load4_state(state, i32(own.x));
      let better = ahead.y < own.y;
      store4_dst(out, row, vec4u(ahead.x, select(own.y, ahead.y, better), select(own.z, params.span + ahead.z, better), 0u));
    }
  }
}
