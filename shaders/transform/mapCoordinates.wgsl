// dst(o) = src at the place that other volumes hold for o, interpolated there. Where one of them is no number there is no place,
// and the border's value stands; what lies further away than 2^22 is there.
// IS_BACK, the adjoint with regard to the source: what is given of o goes to the voxels that o was made of (lib/giveBack).
// IS_SLOPE: how fast the interpolation changes along an axis there, 0 where there is no place and beyond a constant border.
// Four voxels along x an invocation. Bytes: a load of each coordinate, and loads of the source and a store as in affine.
import package::access::{
  cell, size_src, Value_src, Scalar_src, row_xs, load4_xs, row_ys, load4_ys, row_zs, load4_zs, row_dst, store4_dst, row_given, load4_given
};
import package::lib::finite::is_nan4;
import package::lib::giveBack::give_back4;
import package::lib::interpolate::interpolate4;
import package::lib::places::{Places, near_places4, FURTHEST};
import package::lib::slope::slope4;
import constants::{WX, WY, IS_FLAT, IS_BACK, IS_SLOPE};

struct Params {
  outside: u32, // the bits of the border's value, in the type of the voxels
  // how much further each place lies in the source than they say
  x_margin: i32,
  y_margin: i32,
  z_margin: i32,
  slices: i32,
  // along which the slope is: x, y, z
  axis: i32,
  bits: i32, // of the sums: lib/giveBack
}
@group(0) @binding(1) var<uniform> params: Params;

fn placed(v: vec4f, margin: i32) -> Places {
  let found = near_places4(clamp(v, vec4f(-FURTHEST), vec4f(FURTHEST)));
  return Places(found.i + margin, found.f);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let x = load4_xs(row_xs(at.y, at.z, at.b), at.x4);
  let y = load4_ys(row_ys(at.y, at.z, at.b), at.x4);
  var none = is_nan4(x) | is_nan4(y);
  var z = Places(vec4i(min(at.z, params.slices - 1)), vec4f(0.0));
  @if(!IS_FLAT) {
    let depth = load4_zs(row_zs(at.y, at.z, at.b), at.x4);
    none = none | is_nan4(depth);
    z = placed(depth, params.z_margin);
  }
  let xs = placed(select(x, vec4f(0.0), none), params.x_margin);
  let ys = placed(select(y, vec4f(0.0), none), params.y_margin);
  @if(IS_BACK) give_back4(xs, ys, z, at, none, load4_given(row_given(at.y, at.z, at.b), at.x4), params.bits);
  @if(IS_SLOPE) {
    let found = slope4(xs, ys, z, at.b, size_src(), params.axis, bitcast<f32>(params.outside));
    store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(found, vec4f(0.0), none));
  }
  @if(!IS_BACK && !IS_SLOPE) {
    let outside = bitcast<Scalar_src>(params.outside);
    let found = interpolate4(xs, ys, z, at.b, size_src(), outside);
    store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(found, Value_src(outside), none));
  }
}
