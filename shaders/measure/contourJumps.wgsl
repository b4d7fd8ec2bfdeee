// One round of list ranking by pointer jumping (Wyllie 1979): dst(row) = (jump, key, steps, known), where jump lies four times as many steps ahead as before, key is the least
// among the rows up to there, and steps how far ahead it first stands. A path that ends stays at its last row. `known` is 1 where the key can get no less: it is that of a last
// row, or stands at two places, so that all of a closed path was seen; what is known is looked up no more. Bytes: one load, up to three at random, one store of 16 each.
import package::access::{cell, row_state, load4_state, row_dst, store4_dst};
import package::lib::segmentRows::{group_of, line_of, row_at};
import constants::{WX, WY};

const TILE = 4;
// see contourLinks
const LINKED = 0x80000000u;

struct Params {
  // steps of the rounds before
  span: u32,
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let state = row_state(at.y, 0, 0);
  let out = row_dst(at.y, 0, 0);
  for (var k = 0; k < TILE; k++) {
    if (row_at(at.y, at.x4 + k) < params.capacity) {
      var own = load4_state(state, at.x4 + k);
      for (var leap = 1u; leap <= 3u; leap++) {
        if (own.w == 0u) {
          let ahead = load4_state(row_state(line_of(own.x), 0, 0), group_of(own.x));
          let steps = leap * params.span + ahead.z;
          let better = ahead.y < own.y;
          let again = ahead.y == own.y && steps != own.z;
          let key = select(own.y, ahead.y, better);
          own = vec4u(ahead.x, key, select(own.z, steps, better), select(0u, 1u, again || key < LINKED || ahead.w != 0u));
        }
      }
      store4_dst(out, at.x4 + k, own);
    }
  }
}
