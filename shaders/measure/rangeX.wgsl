// low and high = the least and the greatest finite number of every n-th group of four voxels of a row, lane by lane (n groups come out, each of at most
// CHUNK); where one comes out its four lanes meet (IS_LAST). The infinity that loses where no number is finite. Bytes: one load a voxel.
import package::access::{cell, row_src, load4_src, size_src, row_low, store4_low, row_high, store4_high};
import package::lib::finite::is_finite4;
import package::lib::keys::{key4, unkey4, least_key, greatest_key};
import constants::{WX, WY, CHUNK, IS_LAST};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let groups = (n + 3) / 4;
  let row = row_src(at.y, at.z, at.b);
  let step = (groups + CHUNK - 1) / CHUNK;
  var low = vec4u(greatest_key());
  var high = vec4u(least_key());
  // a number of trips known at run time only, eight loads each: unrolled they take seconds to compile
  let pieces = ((groups - at.x4 + step - 1) / step + 7) / 8;
  for (var p = 0; p < pieces; p++) {
    for (var i = 0; i < 8; i++) {
      let x4 = at.x4 + step * (8 * p + i);
      let v = load4_src(row, min(x4, groups - 1));
      let counts = is_finite4(v) & (vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n));
      let key = key4(bitcast<vec4u>(v), 0u);
      low = min(low, select(vec4u(greatest_key()), key, counts));
      high = max(high, select(vec4u(least_key()), key, counts));
    }
  }
  if (IS_LAST) {
    low = min(low, low.zwxy);
    low = min(low, low.yxwz);
    high = max(high, high.zwxy);
    high = max(high, high.yxwz);
  }
  store4_low(row_low(at.y, at.z, at.b), at.x4, bitcast<vec4f>(unkey4(low)));
  store4_high(row_high(at.y, at.z, at.b), at.x4, bitcast<vec4f>(unkey4(high)));
}
