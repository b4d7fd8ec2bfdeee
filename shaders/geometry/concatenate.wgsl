// dst = its parts one after the other along x or along the axis that the kernel knows as y: part p lies at starts[p] and on.
// Voxels are moved, never computed. Four voxels along x times 4 rows an invocation; four voxels of one part come from two of
// its groups, and only where two parts meet voxels are loaded one by one. Up to 7 parts; those that are missing are the last
// one again and begin beyond the end. Bytes: one load and one store a voxel.
import package::access::{cell, row_s0, load4_s0, size_s0, row_s1, load4_s1, size_s1, row_s2, load4_s2, size_s2, row_s3, load4_s3, size_s3, row_s4, load4_s4, size_s4, row_s5, load4_s5, size_s5, row_s6, load4_s6, size_s6, row_dst, store4_dst, Value_dst};
import package::lib::shift::shifted4;
import constants::{WX, WY, IS_ALONG_X};

const ROWS = 4;

struct Params {
  starts: array<vec4i, 2>,
}
@group(0) @binding(1) var<uniform> params: Params;

fn start_of(part: i32) -> i32 { return params.starts[part >> 2u][part & 3]; }

fn part_at(i: i32) -> i32 {
  var part = 0;
  for (var p = 1; p < 7; p++) { part = select(part, p, i >= start_of(p)); }
  return part;
}

fn width_of(part: i32) -> i32 {
  switch (part) {
    case 0: { return size_s0().x; }
    case 1: { return size_s1().x; }
    case 2: { return size_s2().x; }
    case 3: { return size_s3().x; }
    case 4: { return size_s4().x; }
    case 5: { return size_s5().x; }
    default: { return size_s6().x; }
  }
}

fn load_group(part: i32, y: i32, z: i32, b: i32, x4: i32) -> Value_dst {
  switch (part) {
    case 0: { return load4_s0(row_s0(y, z, b), x4); }
    case 1: { return load4_s1(row_s1(y, z, b), x4); }
    case 2: { return load4_s2(row_s2(y, z, b), x4); }
    case 3: { return load4_s3(row_s3(y, z, b), x4); }
    case 4: { return load4_s4(row_s4(y, z, b), x4); }
    case 5: { return load4_s5(row_s5(y, z, b), x4); }
    default: { return load4_s6(row_s6(y, z, b), x4); }
  }
}

// The voxels x to x + 3 of the result, which has n along x; beyond n anything.
fn load_joined(x: i32, y: i32, z: i32, b: i32, n: i32) -> Value_dst {
  let part = part_at(x);
  if (part == part_at(min(x + 3, n - 1))) {
    let at = x - start_of(part);
    let last = (width_of(part) - 1) >> 2u;
    let first = load_group(part, y, z, b, at >> 2u);
    if ((at & 3) == 0) { return first; }
    let second = load_group(part, y, z, b, min((at >> 2u) + 1, last));
    return bitcast<Value_dst>(shifted4(bitcast<vec4u>(first), bitcast<vec4u>(second), at & 3));
  }
  var v: Value_dst;
  for (var k = 0; k < 4; k++) {
    let i = min(x + k, n - 1);
    let one = part_at(i);
    let at = i - start_of(one);
    v[k] = load_group(one, y, z, b, at >> 2u)[at & 3];
  }
  return v;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = start_of(7);
  for (var k = 0; k < ROWS; k++) {
    let y = at.y + k;
    if (y < at.y_end) {
      let out = row_dst(y, at.z, at.b);
      if (IS_ALONG_X) {
        store4_dst(out, at.x4, load_joined(at.x4 * 4, y, at.z, at.b, n));
      } else {
        let part = part_at(y);
        store4_dst(out, at.x4, load_group(part, y - start_of(part), at.z, at.b, at.x4));
      }
    }
  }
}
