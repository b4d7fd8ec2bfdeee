// dst = what lib/giveBack has added up for every voxel: three words each. Four voxels along x an invocation. Bytes: 12 read and 4 written a voxel.
import package::access::{cell, row_sums, load4_sums, row_peak, load_peak, row_dst, store4_dst};
import package::lib::finite::INFINITE;
import package::lib::float64::float_of;
import package::lib::light::power_of_two;
import package::lib::math::nan_where;
import package::lib::sums::shift_of;
import constants::{WX, WY};

struct Params {
  bits: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_sums(at.y, at.z, at.b);
  let a = load4_sums(row, 3 * at.x4);
  let b = load4_sums(row, 3 * at.x4 + 1);
  let c = load4_sums(row, 3 * at.x4 + 2);
  let unit = power_of_two(-shift_of(load_peak(row_peak(0, 0, 0), 0), params.bits));
  let sum = vec4f(float_of(a.xy), float_of(vec2u(a.w, b.x)), float_of(b.zw), float_of(c.yz)) * unit;
  let strange = vec4u(a.z, b.y, c.x, c.w);
  let infinite = bitcast<vec4f>(vec4u(INFINITE) | ((strange & vec4u(4u)) << vec4u(29u)));
  let found = select(sum, infinite, strange != vec4u(0u));
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, nan_where(found, ((strange & vec4u(1u)) != vec4u(0u)) | (strange == vec4u(6u))));
}
