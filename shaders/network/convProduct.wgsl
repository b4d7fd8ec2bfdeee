// The gradient of a layer of filters with regard to its weights, in parts: for each column of four voxels of `given` and each share of its rows,
//   dst(column, ky, kx; share, o, i) = sum over the rows y of dot(given(y, o), src(y·stride - before + k·dilation, i)).
// The kernel's y are shares, its z filters; its joint index counts channels that a filter reads, and parts of a window. FILTERS filters of KY rows
// of the window an invocation, whose taps a column stores one after the other. convProductSum.wgsl adds the columns and the shares.
// Cost: FILTERS + KY LOADED vec4 loads for FILTERS KY KX products of four. Rows ascend in every share.
import package::access::{cell, row_src, size_src, row_given, load4_given, size_given, size_dst, row_dst, store4_dst};
import package::lib::inside::load_inside;
import package::lib::sealed::nothing;
import constants::{WX, WY, FILTERS, KX, KY, STRIDE, DILATION, SHIFT};

const LOADED = (SHIFT + 3 * STRIDE + (KX - 1) * DILATION + 1 + 3) / 4;
const WIDTH = (KX + 3) / 4;

struct Params {
  // channels that a filter reads, and filters that read the same
  inputs: i32,
  filters: i32,
  // rows of a share, and all that there are
  share: i32,
  rows: i32,
  // parts of KY rows that a slice of the window has
  parts: i32,
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
  let m = size_given();
  let column = at.x4 / (KY * WIDTH);
  let windows = size_dst().w / params.inputs;
  let channel = at.z / params.filters * params.inputs + at.b / windows;
  let begin = column * STRIDE - params.left;
  let z0 = at.b % windows / params.parts * params.dilation_z - params.before_z;
  let y0 = at.b % params.parts * KY * params.dilation_y - params.before_y;
  let x = 4 * column + vec4i(0, 1, 2, 3);
  var sum: array<array<array<f32, FILTERS>, KX>, KY>;
  for (var j = 0; j < KY; j++) {
    for (var t = 0; t < KX; t++) {
      for (var o = 0; o < FILTERS; o++) { sum[j][t][o] = nothing(n.x); }
    }
  }
  for (var r = at.y * params.share; r < min((at.y + 1) * params.share, params.rows); r++) {
    let image = r / m.y / params.slices;
    let slice = r / m.y % params.slices;
    let z = slice * params.stride_z + z0;
    if (z < 0 || z >= params.depth) { continue; }
    var g = array<vec4f, FILTERS>();
    for (var o = 0; o < FILTERS; o++) {
      let row = row_given(r % m.y, min(at.z + o, m.z - 1), image * params.slices + slice);
      // what pads a row is anything
      g[o] = select(vec4f(0.0), load4_given(row, column), x < vec4i(m.x));
    }
    for (var j = 0; j < KY; j++) {
      let y = r % m.y * params.stride_y + y0 + j * params.dilation_y;
      if (y >= 0 && y < n.y) {
        let row = row_src(y, channel, image * params.depth + z);
        var v = array<vec4f, LOADED>();
        for (var k = 0; k < LOADED; k++) { v[k] = load_inside(row, begin + k, n.x); }
        for (var t = 0; t < KX; t++) {
          let s = SHIFT + t * DILATION;
          let taps = vec4f(v[s >> 2u][s & 3], v[(s + STRIDE) >> 2u][(s + STRIDE) & 3],
            v[(s + 2 * STRIDE) >> 2u][(s + 2 * STRIDE) & 3], v[(s + 3 * STRIDE) >> 2u][(s + 3 * STRIDE) & 3]);
          for (var o = 0; o < FILTERS; o++) { sum[j][t][o] += dot(g[o], taps); }
        }
      }
    }
  }
  for (var o = 0; o < FILTERS; o++) {
    if (at.z + o < at.z_end) {
      let row = row_dst(at.y, at.z + o, at.b);
      for (var j = 0; j < KY; j++) {
        for (var k = 0; k < WIDTH; k++) {
          var v = vec4f(0.0);
          for (var t = 0; t < 4; t++) { v[t] = select(0.0, sum[j][min(4 * k + t, KX - 1)][o], 4 * k + t < KX); }
          store4_dst(row, at.x4 + j * WIDTH + k, v);
        }
      }
    }
  }
}
