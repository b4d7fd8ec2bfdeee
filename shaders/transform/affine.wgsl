// dst(o) = src at the place M (o, 1): every voxel of the result asks for the place in the source that it shows, interpolated there.
// Places are whole voxels and 2^-32 of them (lib/fixed). IS_PROJECTIVE: they are divided by their fourth number W; where W is 0
// there is no place, and the border's value stands.
// IS_BACK, the adjoint: what is given of o goes to the voxels that o was made of (lib/giveBack).
// Four voxels along x an invocation. Bytes: 1, 4 or 16 loads a voxel of an image (order 0, 1, 3), 1, 8 or 64 of a volume, mostly
// from cache, and one store.
import package::access::{cell, size_src, Value_src, Scalar_src, row_dst, store4_dst, row_given, load4_given};
import package::lib::fixed::{Fixed4, times4, plus4, float4};
import package::lib::giveBack::give_back4;
import package::lib::interpolate::interpolate4;
import package::lib::places::{Places, places4};
import package::lib::quotient::quotient4;
import constants::{WX, WY, IS_PROJECTIVE, IS_FLAT, IS_BACK};

struct Params {
  outside: u32, // the bits of the border's value, in the type of the voxels
  // by X, Y, Z, W: what a step along x, y, z of the result adds, and where its first voxel lies
  whole: array<vec4i, 4>,
  part: array<vec4u, 4>,
  // what 0, 1, 2, 3 steps along x add to X, to Y, to Z, to W
  lane_whole: array<vec4i, 4>,
  lane_part: array<vec4u, 4>,
  bits: i32, // of the sums: lib/giveBack
}
@group(0) @binding(1) var<uniform> params: Params;

fn column(axis: i32) -> Fixed4 { return Fixed4(params.whole[axis], params.part[axis]); }

// One of X, Y, Z, W of the four voxels.
fn lanes(first: Fixed4, axis: i32) -> Fixed4 {
  let start = Fixed4(vec4i(first.whole[axis]), vec4u(first.part[axis]));
  return plus4(start, Fixed4(params.lane_whole[axis], params.lane_part[axis]));
}

fn rounded(v: Fixed4) -> Places {
  return places4(v.whole, (v.part >> vec4u(12u)) + ((v.part >> vec4u(11u)) & vec4u(1u)));
}

// Where slices are images of their own, z is theirs.
fn select_places(depth: Places, slice: Places) -> Places {
  if (IS_FLAT) { return slice; }
  return depth;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = plus4(column(3), plus4(times4(vec4i(at.y), column(1)), times4(vec4i(at.z), column(2))));
  let first = plus4(row, times4(vec4i(at.x4 * 4), column(0)));
  let x = lanes(first, 0);
  let y = lanes(first, 1);
  let z = lanes(first, 2);
  let slice = Places(vec4i(at.z), vec4f(0.0));
  var none = vec4<bool>(false);
  var xs = rounded(x);
  var ys = rounded(y);
  var depth = rounded(z);
  @if(IS_PROJECTIVE) {
    let w = lanes(first, 3);
    let weight = float4(w);
    none = weight == vec4f(0.0);
    let by = select(weight, vec4f(1.0), none);
    depth = quotient4(z, w, by);
    xs = quotient4(x, w, by);
    ys = quotient4(y, w, by);
  }
  let zs = select_places(depth, slice);
  @if(IS_BACK) give_back4(xs, ys, zs, at, none, load4_given(row_given(at.y, at.z, at.b), at.x4), params.bits);
  @if(!IS_BACK) {
    let outside = bitcast<Scalar_src>(params.outside);
    let found = interpolate4(xs, ys, zs, at.b, size_src(), outside);
    store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(found, Value_src(outside), none));
  }
}
