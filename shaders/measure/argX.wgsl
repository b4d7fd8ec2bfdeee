// One pass of argmax or argmin along x: lane by lane over 64 groups; in the last pass the four lanes meet. Places as in argRows.
import package::access::{cell, row_src, Row_src, load4_src, size_src, row_from, Row_from, load4_from, row_value, store4_value, Value_value, row_place, store4_place};
import package::lib::extreme::{Extreme, extreme_nothing, extreme_of, extreme_better, extreme_bits, NOWHERE};
import constants::{WX, WY, CHUNK, IS_LAST};

struct Params {
  stride: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn candidate(src: Row_src, places: Row_from, x4: i32, n: i32) -> Extreme {
  let x = vec4i(x4 * 4) + vec4i(0, 1, 2, 3);
  let place = bitcast<vec4u>(load4_from(places, x4));
  let nowhere = (place == vec4u(NOWHERE)) | (x >= vec4i(n));
  let here = select(place + vec4u(x) * params.stride, vec4u(NOWHERE), nowhere);
  return extreme_of(bitcast<vec4u>(load4_src(src, x4)), here);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let src = row_src(at.y, at.z, at.b);
  let places = row_from(at.y, at.z, at.b);
  var best = extreme_nothing();
  let groups = (n + 3) / 4;
  let begin = at.x4 * CHUNK;
  for (var x4 = begin; x4 < min(begin + CHUNK, groups); x4 += 8) {
    // past the end the last group is met again, which changes nothing
    for (var i = 0; i < 8; i++) { best = extreme_better(best, candidate(src, places, min(x4 + i, groups - 1), n)); }
  }
  if (IS_LAST) {
    best = extreme_better(best, Extreme(best.key.zwxy, best.place.zwxy));
    best = extreme_better(best, Extreme(best.key.yxwz, best.place.yxwz));
  }
  store4_value(row_value(at.y, at.z, at.b), at.x4, bitcast<Value_value>(extreme_bits(best)));
  store4_place(row_place(at.y, at.z, at.b), at.x4, bitcast<vec4i>(best.place));
}
