// dst(p, o) = sum over i, k of weights[o][i][k] src(p·stride - before + k·dilation, i), nothing outside: a layer of filters
// (LeCun et al. 1989, Backpropagation applied to handwritten zip code recognition).
// The kernel's z are channels, its joint index counts images and slices. FILTERS channels of four voxels an invocation, all in registers: what is
// loaded of the image serves all filters, and a weight (the same for all lanes) four voxels. The taps of a row of the window lie in LOADED groups, PIECE
// of them at a time. Order of the sum: i, then z, y, x of the window ascending.
// lavapipe 26.1, 32 to 32 channels of 256² by 3 x 3 (0.6 G products), CPU time: FILTERS = 4 94, 8 59, 16 57, 32 49 ms: weights are a third of it, loading
// the image another. Two rows or eight voxels, for which weights are loaded once, take as long: their sums are in memory. So do all taps of a
// window at once (82 ms). Arrays are as long as the loops over them, else a driver leaves them in memory (320 ms).
import package::access::{cell, row_src, size_src, row_weights, load4_weights, row_dst, store4_dst};
import package::lib::inside::load_inside;
import package::lib::sealed::nothing;
import constants::{WX, WY, FILTERS, KX, KY, PIECE, STRIDE, DILATION, SHIFT};

const PIECES = (KX + PIECE - 1) / PIECE;
const LOADED = (select(SHIFT, 3, PIECES > 1) + 3 * STRIDE + (PIECE - 1) * DILATION + 1 + 3) / 4;
// groups of weights that PIECE of them may lie in
const WIDTH = select((KX + 3) / 4, (PIECE + 6) / 4, PIECES > 1);

struct Params {
  // channels that a filter reads, and filters that read the same
  inputs: i32,
  filters: i32,
  // filters in all
  outputs: i32,
  ky: i32,
  kz: i32,
  stride_y: i32,
  stride_z: i32,
  dilation_y: i32,
  dilation_z: i32,
  left: i32,
  before_y: i32,
  before_z: i32,
  // slices of the image and of the result
  depth: i32,
  slices: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let image = at.b / params.slices * params.depth;
  let z0 = at.b % params.slices * params.stride_z - params.before_z;
  let y0 = at.y * params.stride_y - params.before_y;
  let channel = at.z / params.filters * params.inputs;
  let begin = at.x4 * STRIDE - params.left;
  var sum: array<vec4f, FILTERS>;
  for (var o = 0; o < FILTERS; o++) { sum[o] = vec4f(nothing(n.x)); }
  for (var i = 0; i < params.inputs; i++) {
    for (var k = 0; k < params.kz; k++) {
      let z = z0 + k * params.dilation_z;
      if (z < 0 || z >= params.depth) { continue; }
      for (var j = 0; j < select(KY, params.ky, KY == 0); j++) {
        let y = y0 + j * params.dilation_y;
        if (y < 0 || y >= n.y) { continue; }
        let row = row_src(y, channel + i, image + z);
        for (var piece = 0; piece < PIECES; piece++) {
          let first = piece * PIECE;
          let start = SHIFT + first * DILATION;
          var v = array<vec4f, LOADED>();
          for (var g = 0; g < LOADED; g++) { v[g] = load_inside(row, begin + start / 4 + g, n.x); }
          for (var o = 0; o < FILTERS; o++) {
            let weights = row_weights(j, i, min(at.z + o, params.outputs - 1) * params.kz + k);
            var w = array<vec4f, WIDTH>();
            for (var g = 0; g < WIDTH; g++) {
              if (first / 4 + g <= (KX - 1) / 4) { w[g] = load4_weights(weights, first / 4 + g); }
            }
            for (var t = 0; t < PIECE; t++) {
              if (first + t < KX) {
                let c = first % 4 + t;
                let s = start % 4 + t * DILATION;
                let taps = vec4f(v[s >> 2u][s & 3], v[(s + STRIDE) >> 2u][(s + STRIDE) & 3],
                  v[(s + 2 * STRIDE) >> 2u][(s + 2 * STRIDE) & 3], v[(s + 3 * STRIDE) >> 2u][(s + 3 * STRIDE) & 3]);
                sum[o] += w[c >> 2u][c & 3] * taps;
              }
            }
          }
        }
      }
    }
  }
  for (var o = 0; o < FILTERS; o++) {
    if (at.z + o < at.z_end) { store4_dst(row_dst(at.y, at.z + o, at.b), at.x4, sum[o]); }
  }
}
