// value(y), place(y) = the greatest or least of CHUNK rows of src and where it is: one pass of argmax or argmin along any axis
// but x. A place is the flat index over the reduced axes: what earlier passes found, plus y times the stride of this axis
// (0 once the axis is in the place already). Bytes: one load of src and, after the first pass, of place a voxel.
import package::access::{cell, row_src, load4_src, size_src, row_from, load4_from, row_value, store4_value, Value_value, row_place, store4_place};
import package::lib::extreme::{Extreme, extreme_nothing, extreme_of, extreme_better, extreme_bits, NOWHERE};
import constants::{WX, WY, CHUNK};

const STEP = min(CHUNK, 8);

struct Params {
  stride: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn candidate(y: i32, z: i32, b: i32, x4: i32) -> Extreme {
  let place = bitcast<vec4u>(load4_from(row_from(y, z, b), x4));
  let here = select(place + vec4u(u32(y) * params.stride), place, place == vec4u(NOWHERE));
  return extreme_of(bitcast<vec4u>(load4_src(row_src(y, z, b), x4)), here);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  var best = extreme_nothing();
  let begin = at.y * CHUNK;
  for (var y = begin; y < min(begin + CHUNK, n); y += STEP) {
    // past the end the last row is met again, which changes nothing
    for (var i = 0; i < STEP; i++) { best = extreme_better(best, candidate(min(y + i, n - 1), at.z, at.b, at.x4)); }
  }
  store4_value(row_value(at.y, at.z, at.b), at.x4, bitcast<Value_value>(extreme_bits(best)));
  store4_place(row_place(at.y, at.z, at.b), at.x4, bitcast<vec4i>(best.place));
}
