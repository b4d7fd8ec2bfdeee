// Four places along an axis: a voxel and how far they lie behind it, in [0, 1). They are rounded to 2^-20 of a voxel, so that one which
// is a voxel but for the last digits of a matrix is that voxel.

import package::lib::convert::{short_i32, short_u32};

struct Places { i: vec4i, f: vec4f }

// From a whole part and one in units of 2^-20, up to 1.
fn places4(whole: vec4i, part: vec4u) -> Places {
  let i = whole + vec4i(part >> vec4u(20u));
  return Places(i, vec4f(part & vec4u(0xfffffu)) * 9.5367431640625e-7);
}

fn is_outside4(p: Places, n: i32) -> vec4<bool> {
  return (p.i < vec4i(0)) | (p.i >= vec4i(n)) | ((p.i == vec4i(n - 1)) & (p.f > vec4f(0.0)));
}

fn beyond4(i: vec4i, n: i32) -> vec4<bool> { return (i < vec4i(0)) | (i >= vec4i(n)); }

// What lies further away than so many voxels is there: f32 knows no fractions much beyond.
const FURTHEST = 4194303.0;

// From f32, which is near and a number.
fn near_places4(v: vec4f) -> Places {
  let below = floor(v);
  return places4(short_i32(below), short_u32((v - below) * 1048576.0 + 0.5));
}
