// dst(p, o) = sum over i, k with p + before - k·dilation a multiple of the stride of weights[i][o][k] src((p + before - k·dilation) / stride, i):
// the adjoint of a layer of filters that goes in steps, and the layer that makes images larger (Zeiler et al. 2010, Deconvolutional networks).
// The kernel's z are channels, its joint index counts images and slices. FILTERS channels of four voxels an invocation.
// IS_EVEN: the stride along x divides four, so which voxels a tap meets is known beforehand; else it is asked voxel by voxel.
// Order of the sum: i, then z, y, x of the window ascending.
import package::access::{cell, row_src, Row_src, load_src, size_src, row_weights, load_weights, row_dst, store4_dst};
import package::lib::sealed::nothing;
import constants::{WX, WY, FILTERS, KX, STRIDE, DILATION, BEFORE, IS_EVEN};

// the voxels of src that four of the result meet begin here, from 4 / STRIDE times their group on
const FIRST = -(((KX - 1) * DILATION - BEFORE + STRIDE - 1) / STRIDE);
const LAST = (3 + BEFORE) / STRIDE;
const LOADED = select(1, LAST - FIRST + 1, IS_EVEN);

struct Params {
  // channels of a group that are read, and made
  inputs: i32,
  filters: i32,
  ky: i32,
  kz: i32,
  stride_y: i32,
  stride_z: i32,
  dilation_y: i32,
  dilation_z: i32,
  before_y: i32,
  before_z: i32,
  // slices of the image and of the result
  depth: i32,
  slices: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn load_inside(row: Row_src, x: i32, n: i32) -> f32 {
  return select(0.0, load_src(row, clamp(x, 0, n - 1)), x >= 0 && x < n);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let image = at.b / params.slices;
  let group = at.z / params.filters;
  var sum: array<vec4f, FILTERS>;
  for (var o = 0; o < FILTERS; o++) { sum[o] = vec4f(nothing(n.x)); }
  for (var i = 0; i < params.inputs; i++) {
    let input = group * params.inputs + i;
    for (var k = 0; k < params.kz; k++) {
      let pz = at.b % params.slices + params.before_z - k * params.dilation_z;
      if (pz < 0 || pz % params.stride_z != 0 || pz / params.stride_z >= params.depth) { continue; }
      for (var j = 0; j < params.ky; j++) {
        let py = at.y + params.before_y - j * params.dilation_y;
        if (py < 0 || py % params.stride_y != 0 || py / params.stride_y >= n.y) { continue; }
        let row = row_src(py / params.stride_y, input, image * params.depth + pz / params.stride_z);
        var v = array<f32, LOADED>();
        @if(IS_EVEN) {
          for (var g = 0; g < LOADED; g++) { v[g] = load_inside(row, at.x4 * 4 / STRIDE + FIRST + g, n.x); }
        }
        for (var t = 0; t < KX; t++) {
          var taps = vec4f(0.0);
          for (var q = 0; q < 4; q++) {
            let p = q + BEFORE - t * DILATION;
            @if(IS_EVEN) {
              if ((p + STRIDE * KX * DILATION) % STRIDE == 0) { taps[q] = v[(p - FIRST * STRIDE) / STRIDE]; }
            }
            @if(!IS_EVEN) {
              let px = 4 * at.x4 + p;
              if (px % STRIDE == 0) { taps[q] = load_inside(row, px / STRIDE, n.x); }
            }
          }
          for (var o = 0; o < FILTERS; o++) {
            let filter_of = min(at.z % params.filters + o, params.filters - 1);
            sum[o] += load_weights(row_weights(j, filter_of, input * params.kz + k), t) * taps;
          }
        }
      }
    }
  }
  for (var o = 0; o < FILTERS; o++) {
    if (at.z + o < at.z_end) { store4_dst(row_dst(at.y, at.z + o, at.b), at.x4, sum[o]); }
  }
}
