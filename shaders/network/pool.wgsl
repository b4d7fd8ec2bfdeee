// Of the window at p·stride - before: KIND 0 the sum, 1 the greatest voxel, 2 the place of the first greatest in the window, counted z, y, x. What lies outside does
// not take part. A NaN is greater than any number.
// Four windows along x an invocation; where the window along x is short (KX is its length) it is taken from the LOADED groups of four voxels that four
// windows span, elsewhere (KX 0) voxel by voxel. Order: z, y, x of the window ascending. Bytes: one load a voxel, where windows do not overlap.
import package::access::{cell, row_src, Row_src, load4_src, load_src, size_src, row_dst, store4_dst};
import package::lib::finite::{is_nan4, rank4};
import package::lib::sealed::nothing;
import constants::{WX, WY, KIND, KX, STRIDE, SHIFT};

const SUM = 0;
const MAX = 1;
const LOADED = (SHIFT + 3 * STRIDE + KX + 3) / 4;

struct Params {
  kx: i32,
  ky: i32,
  kz: i32,
  stride_x: i32,
  stride_y: i32,
  stride_z: i32,
  before_x: i32,
  before_y: i32,
  before_z: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Found {
  value: vec4f,
  place: vec4f,
  any: vec4<bool>,
}

fn taken(found: Found, v: vec4f, inside: vec4<bool>, place: i32) -> Found {
  if (KIND == SUM) { return Found(found.value + select(vec4f(0.0), v, inside), found.place, found.any); }
  let greater = !is_nan4(found.value) & (is_nan4(v) | (rank4(v) > rank4(found.value)));
  let better = inside & (!found.any | greater);
  return Found(select(found.value, v, better), select(found.place, vec4f(f32(place)), better), found.any | inside);
}

// The voxels at four places of a row.
fn each(row: Row_src, x: vec4i, n: i32) -> vec4f {
  let at = clamp(x, vec4i(0), vec4i(n - 1));
  return vec4f(load_src(row, at.x), load_src(row, at.y), load_src(row, at.z), load_src(row, at.w));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let last = (n.x - 1) >> 2u;
  let begin = (4 * at.x4 + vec4i(0, 1, 2, 3)) * params.stride_x - params.before_x;
  let group = (begin.x - SHIFT) >> 2u;
  var found = Found(vec4f(nothing(n.x)), vec4f(0.0), vec4<bool>(false));
  for (var k = 0; k < params.kz; k++) {
    let z = at.z * params.stride_z - params.before_z + k;
    if (z < 0 || z >= n.z) { continue; }
    for (var j = 0; j < params.ky; j++) {
      let y = at.y * params.stride_y - params.before_y + j;
      if (y < 0 || y >= n.y) { continue; }
      let row = row_src(y, z, at.b);
      let place = (k * params.ky + j) * params.kx;
      if (KX > 0) {
        var v = array<vec4f, LOADED>();
        for (var g = 0; g < LOADED; g++) { v[g] = load4_src(row, clamp(group + g, 0, last)); }
        for (var t = 0; t < KX; t++) {
          let s = SHIFT + t;
          let taps = vec4f(v[s >> 2u][s & 3], v[(s + STRIDE) >> 2u][(s + STRIDE) & 3],
            v[(s + 2 * STRIDE) >> 2u][(s + 2 * STRIDE) & 3], v[(s + 3 * STRIDE) >> 2u][(s + 3 * STRIDE) & 3]);
          let x = begin + t;
          found = taken(found, taps, (x >= vec4i(0)) & (x < vec4i(n.x)), place + t);
        }
      } else {
        for (var t = 0; t < params.kx; t++) {
          let x = begin + t;
          found = taken(found, each(row, x, n.x), (x >= vec4i(0)) & (x < vec4i(n.x)), place + t);
        }
      }
    }
  }
  if (KIND == SUM || KIND == MAX) {
    store4_dst(row_dst(at.y, at.z, at.b), at.x4, found.value);
  } else {
    store4_dst(row_dst(at.y, at.z, at.b), at.x4, found.place);
  }
}
