// dst(distance, angle) = src at the centre plus distance (cos, sin) of the angle, interpolated there. Distances are whole voxels and a
// rest, cosines and sines have 32 bits behind the point: the product of the whole part is exact, and of the rest small.
// IS_BACK, the adjoint: what is given of a place goes to the voxels that it was made of (lib/giveBack).
// Four voxels along x an invocation. Bytes: loads of the source and a store as in affine.
import package::access::{cell, size_src, Value_src, Scalar_src, row_dst, store4_dst, row_given, load4_given, table_angles, table_distances};
import package::lib::convert::{short_i32, short_u32};
import package::lib::fixed::{Fixed4, times4, plus4, float4};
import package::lib::giveBack::give_back4;
import package::lib::interpolate::interpolate4;
import package::lib::places::{Places, places4};
import constants::{WX, WY, IS_BACK};

struct Params {
  outside: u32, // the bits of the border's value, in the type of the voxels
  // the centre along x and y
  whole: vec2i,
  part: vec2u,
  bits: i32, // of the sums: lib/giveBack
}
@group(0) @binding(1) var<uniform> params: Params;

// A cosine or a sine from the table, whole and part.
fn share(i: i32) -> Fixed4 { return Fixed4(vec4i(table_angles(i)), vec4u(bitcast<u32>(table_angles(i + 1)))); }

fn placed(axis: i32, distance: vec4i, rest: vec4f, direction: Fixed4) -> Places {
  let centre = Fixed4(vec4i(params.whole[axis]), vec4u(params.part[axis]));
  let sum = plus4(centre, times4(distance, direction));
  let more = rest * float4(direction);
  let below = floor(more);
  let units = (sum.part >> vec4u(12u)) + ((sum.part >> vec4u(11u)) & vec4u(1u));
  return places4(sum.whole + short_i32(below), units + short_u32((more - below) * 1048576.0 + 0.5));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let i = at.x4 * 8;
  let distance = vec4i(table_distances(i), table_distances(i + 2), table_distances(i + 4), table_distances(i + 6));
  let bits = vec4i(table_distances(i + 1), table_distances(i + 3), table_distances(i + 5), table_distances(i + 7));
  let rest = bitcast<vec4f>(bits);
  let x = placed(0, distance, rest, share(at.y * 4));
  let y = placed(1, distance, rest, share(at.y * 4 + 2));
  let slice = Places(vec4i(at.z), vec4f(0.0));
  let everywhere = vec4<bool>(false);
  @if(IS_BACK) give_back4(x, y, slice, at, everywhere, load4_given(row_given(at.y, at.z, at.b), at.x4), params.bits);
  @if(!IS_BACK) {
    let found = interpolate4(x, y, slice, at.b, size_src(), bitcast<Scalar_src>(params.outside));
    store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
  }
}
