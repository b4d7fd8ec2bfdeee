// dst(y) = sum over t of weights[t] src(y - BEFORE + t): one axis of a separable filter, up to 33 taps.
// Four voxels along x times TILE rows an invocation; a row is loaded once for all rows that it reaches: all are loaded first, then
// summed and stored four at a time, since more sums than registers spill. Taps are summed as in convolveAxisX. Bytes:
// (TILE + TAPS - 1) / TILE loads, mostly from cache, and one store a voxel.
// Every loop runs over an array of just its length, or is short: Mesa unrolls these whatever they hold; of others those that hold much
// stay rolled, with the rows in memory (29 taps 81 ms). lavapipe 26.1, 2048², CPU time beside a copy of 4.6 ms: 17 taps 6.6 ms;
// 25 taps 7.2 ms, by 8 rows and in two pieces that are summed one after the other 16.
import package::access::{cell, Cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import package::lib::paired::{AFTER, FIRST, LONE, PAIRED, SECOND};
import package::lib::sealed::nothing;
import package::lib::weighed::weighed;
import constants::{WX, WY, TILE, TAPS, PAIRS, SIGN, BEFORE, ZEROS};

const ROWS = TILE + TAPS - 1;
const FOURS = TILE / 4;

struct Params {
  outside: f32,
  weights: array<vec4f, 9>,
}
@group(0) @binding(1) var<uniform> params: Params;

fn weight(t: i32) -> f32 { return params.weights[t >> 2u][t & 3]; }

fn load_row(at: Cell, k: i32, n: i32) -> vec4f {
  let y = at.y - BEFORE + k;
  return select(load4_src(row_src(border_index(y, n), at.z, at.b), at.x4), vec4f(params.outside), border_outside(y, n));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  var v: array<vec4f, ROWS>;
  for (var k = 0; k < min(ROWS, 16); k++) { v[k] = load_row(at, k, n); }
  for (var k = 16; k < min(ROWS, 32); k++) { v[k] = load_row(at, k, n); }
  for (var k = 32; k < ROWS; k++) { v[k] = load_row(at, k, n); }
  var paired: array<f32, PAIRED>;
  for (var t = 0; t < PAIRS; t++) { paired[t] = weight(t); }
  var first: array<f32, LONE>;
  for (var t = 0; t < FIRST; t++) { first[t] = weight(PAIRS + t); }
  var second: array<f32, AFTER>;
  for (var t = 0; t < SECOND; t++) { second[t] = weight(PAIRS + FIRST + t); }
  var sum: array<array<vec4f, 4>, FOURS>;
  for (var four = 0; four < FOURS; four++) {
    for (var r = 0; r < 4; r++) { sum[four][r] = vec4f(nothing(n)); }
    for (var t = 0; t < PAIRS; t++) {
      for (var r = 0; r < 4; r++) {
        let j = 4 * four + r;
        sum[four][r] += weighed(paired[t], v[j + t] + f32(SIGN) * v[j + TAPS - 1 - t], ZEROS);
      }
    }
    for (var t = 0; t < FIRST; t++) {
      for (var r = 0; r < 4; r++) { sum[four][r] += weighed(first[t], v[4 * four + r + PAIRS + t], ZEROS); }
    }
    for (var t = 0; t < SECOND; t++) {
      for (var r = 0; r < 4; r++) { sum[four][r] += weighed(second[t], v[4 * four + r + PAIRS + FIRST + t], ZEROS); }
    }
    for (var r = 0; r < 4; r++) {
      let y = at.y + 4 * four + r;
      if (y < at.y_end) { store4_dst(row_dst(y, at.z, at.b), at.x4, sum[four][r]); }
    }
  }
}
