// dst(x) = sum over t of weights[t] src(x - BEFORE + t): the x axis of a separable filter, up to 33 taps.
// GROUPS groups of four voxels of TILE rows an invocation, loaded as groups, up to 20 taps at a time; only groups that cross an
// end of the row are loaded voxel by voxel, through the border. Taps with a partner of the same weight, or of the opposite one
// (SIGN), are summed with it first: PAIRS from the ends inwards; the others in ascending order, as in every variant.
// Bytes: (TAPS + 4 GROUPS - 1) / (4 GROUPS) loads, mostly from cache, and one store a voxel. lavapipe 26.1, 2048², CPU time beside
// a copy of 6.0 ms: 17 taps one row 13.2 -> two rows 11.5 ms (rows of 256 voxels: one 16 ms, two 21 ms); four groups of a row 15 ms,
// but in the interior, beside a copy of 5.4 ms, 10.3 ms where two take 11.2; with pairs 9.7 ms.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::IS_INSIDE;
import package::lib::load::load4_border;
import package::lib::sealed::nothing;
import constants::{WX, WY, TILE, GROUPS, TAPS, PAIRS, SIGN, BEFORE, ZEROS};

const LEFT = (BEFORE + 3) / 4;
const SHIFT = LEFT * 4 - BEFORE;
const TOTAL = (SHIFT + TAPS + 4 * GROUPS + 2) / 4;
const PIECES = (TAPS + 19) / 20;
const PIECE = ((TAPS + PIECES - 1) / PIECES + 3) / 4 * 4;
const LOADED = (SHIFT + PIECE + 4 * GROUPS + 2) / 4;

struct Params {
  outside: f32,
  weights: array<vec4f, 9>,
}
@group(0) @binding(1) var<uniform> params: Params;

// The voxels s to s + 3 of those that were loaded.
fn four(v: ptr<function, array<vec4f, LOADED>>, s: i32) -> vec4f {
  return vec4f((*v)[s >> 2u][s & 3], (*v)[(s + 1) >> 2u][(s + 1) & 3], (*v)[(s + 2) >> 2u][(s + 2) & 3], (*v)[(s + 3) >> 2u][(s + 3) & 3]);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let begin = at.x4 - LEFT;
  for (var j = 0; j < TILE; j++) {
    let y = min(at.y + j, at.y_end - 1);
    let row = row_src(y, at.z, at.b);
    var sum = array<vec4f, GROUPS>();
    for (var q = 0; q < GROUPS; q++) { sum[q] = vec4f(nothing(n)); }
    for (var piece = 0; piece < PIECES; piece++) {
      let first = piece * PIECE;
      var v = array<vec4f, LOADED>();
      for (var k = 0; k < LOADED; k++) {
        let x4 = begin + piece * (PIECE / 4) + k;
        let x = x4 * 4;
        if (piece * (PIECE / 4) + k < TOTAL) {
          if (IS_INSIDE || (x >= 0 && x + 4 <= n)) { v[k] = load4_src(row, x4); }
          else { v[k] = load4_border(row, x, n, params.outside); }
        }
      }
      for (var t = 0; t < PAIRS; t++) {
        let w = params.weights[t >> 2u][t & 3];
        for (var q = 0; q < GROUPS; q++) {
          let pair = four(&v, SHIFT + t + 4 * q) + f32(SIGN) * four(&v, SHIFT + TAPS - 1 - t + 4 * q);
          sum[q] += select(w * pair, vec4f(0.0), ZEROS && w == 0.0);
        }
      }
      for (var half = 0; half < PIECE; half += 16) {
        for (var i = 0; i < 16; i++) {
          let k = half + i;
          let t = first + k;
          if (k < PIECE && t >= PAIRS && t < TAPS - PAIRS) {
            let w = params.weights[t >> 2u][t & 3];
            for (var q = 0; q < GROUPS; q++) {
              sum[q] += select(w * four(&v, SHIFT + k + 4 * q), vec4f(0.0), ZEROS && w == 0.0);
            }
          }
        }
      }
    }
    let out = row_dst(y, at.z, at.b);
    for (var q = 0; q < GROUPS; q++) {
      // the last row may be made twice, and is stored once: a store may write over what it reads
      if (at.y + j < at.y_end && (at.x4 + q) * 4 < n) { store4_dst(out, at.x4 + q, sum[q]); }
    }
  }
}
