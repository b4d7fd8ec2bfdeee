// dst(y) = sum over t of weights[t] src(y - BEFORE + t): one axis of a separable filter, up to 33 taps.
// Four voxels along x times 8 rows an invocation; a row is loaded once for all rows that it reaches. The taps are summed in
// ascending order, as in every variant. Bytes: 2.x loads and one store a voxel, the x mostly from cache.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import constants::{WX, WY, TAPS, BEFORE, ZEROS};

const TILE = 8;
const ROWS = TILE + TAPS - 1;
const PIECE = 16;
const PIECES = (ROWS + PIECE - 1) / PIECE;

struct Params {
  outside: f32,
  weights: array<vec4f, 9>,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  var sum: array<vec4f, TILE>;
  for (var piece = 0; piece < PIECES; piece++) {
    for (var i = 0; i < PIECE; i++) {
      let k = piece * PIECE + i;
      if (k < ROWS) {
        let y = at.y - BEFORE + k;
        let inside = load4_src(row_src(border_index(y, n), at.z, at.b), at.x4);
        let v = select(inside, vec4f(params.outside), border_outside(y, n));
        for (var j = 0; j < TILE; j++) {
          let t = k - j;
          if (t >= 0 && t < TAPS) {
            let w = params.weights[t >> 2u][t & 3];
            let term = w * v;
            sum[j] += select(term, vec4f(0.0), ZEROS && w == 0.0);
          }
        }
      }
    }
  }
  for (var j = 0; j < TILE; j++) {
    if (at.y + j < at.y_end) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, sum[j]); }
  }
}
