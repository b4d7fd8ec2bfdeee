// One step of a search for the key of a given rank, from the highest bit down: `below` keys are less than `threshold` = `found`
// with the bit set. Where they are no more than the rank, the bit belongs to the key. Yields the next threshold as well.
import package::access::{cell, row_below, load4_below, row_rank, load4_rank, row_threshold, load4_threshold, row_found, load4_found, row_key, store4_key, row_next, store4_next};
import constants::{WX, WY};

struct Params {
  bit: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let below = load4_below(row_below(at.y, at.z, at.b), at.x4);
  let rank = load4_rank(row_rank(at.y, at.z, at.b), at.x4);
  let threshold = load4_threshold(row_threshold(at.y, at.z, at.b), at.x4);
  let key = select(load4_found(row_found(at.y, at.z, at.b), at.x4), threshold, below <= rank);
  store4_key(row_key(at.y, at.z, at.b), at.x4, key);
  store4_next(row_next(at.y, at.z, at.b), at.x4, key | vec4u(params.bit));
}
