// dst(x) = sum over t of weights[t] src(x - BEFORE + t): the x axis of a separable filter, up to 33 taps.
// GROUPS groups of four voxels of TILE rows an invocation, loaded as groups; only groups that cross an
// end of the row are loaded voxel by voxel, through the border. Taps with a partner of the same weight, or of the opposite one
// (SIGN), are summed with it first: PAIRS from the ends inwards; the others in ascending order, as in every variant.
// Bytes: (TAPS + 4 GROUPS - 1) / (4 GROUPS) loads, mostly from cache, and one store a voxel. Loops are as in convolveAxisY.
// lavapipe 26.1, 2048², CPU time beside a copy of 4.6 ms: 17 taps 9 ms, 25 taps 8.6 ms.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::IS_INSIDE;
import package::lib::load::load4_border;
import package::lib::paired::{AFTER, FIRST, LONE, PAIRED, SECOND};
import package::lib::sealed::nothing;
import package::lib::weighed::weighed;
import constants::{WX, WY, TILE, GROUPS, TAPS, PAIRS, SIGN, BEFORE, ZEROS};

const LEFT = (BEFORE + 3) / 4;
const SHIFT = LEFT * 4 - BEFORE;
const LOADED = (SHIFT + TAPS + 4 * GROUPS + 2) / 4;

struct Params {
  outside: f32,
  weights: array<vec4f, 9>,
}
@group(0) @binding(1) var<uniform> params: Params;

fn weight(t: i32) -> f32 { return params.weights[t >> 2u][t & 3]; }

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
  var paired: array<f32, PAIRED>;
  for (var t = 0; t < PAIRS; t++) { paired[t] = weight(t); }
  var first: array<f32, LONE>;
  for (var t = 0; t < FIRST; t++) { first[t] = weight(PAIRS + t); }
  var second: array<f32, AFTER>;
  for (var t = 0; t < SECOND; t++) { second[t] = weight(PAIRS + FIRST + t); }
  for (var j = 0; j < TILE; j++) {
    let y = min(at.y + j, at.y_end - 1);
    let row = row_src(y, at.z, at.b);
    var v = array<vec4f, LOADED>();
    for (var k = 0; k < LOADED; k++) {
      let x = (begin + k) * 4;
      if (IS_INSIDE || (x >= 0 && x + 4 <= n)) { v[k] = load4_src(row, begin + k); }
      else { v[k] = load4_border(row, x, n, params.outside); }
    }
    var sum = array<vec4f, GROUPS>();
    for (var q = 0; q < GROUPS; q++) { sum[q] = vec4f(nothing(n)); }
    for (var t = 0; t < PAIRS; t++) {
      for (var q = 0; q < GROUPS; q++) {
        sum[q] += weighed(paired[t], four(&v, SHIFT + t + 4 * q) + f32(SIGN) * four(&v, SHIFT + TAPS - 1 - t + 4 * q), ZEROS);
      }
    }
    for (var t = 0; t < FIRST; t++) {
      for (var q = 0; q < GROUPS; q++) { sum[q] += weighed(first[t], four(&v, SHIFT + PAIRS + t + 4 * q), ZEROS); }
    }
    for (var t = 0; t < SECOND; t++) {
      for (var q = 0; q < GROUPS; q++) { sum[q] += weighed(second[t], four(&v, SHIFT + PAIRS + FIRST + t + 4 * q), ZEROS); }
    }
    let out = row_dst(y, at.z, at.b);
    for (var q = 0; q < GROUPS; q++) {
      // the last row may be made twice, and is stored once: a store may write over what it reads
      if (at.y + j < at.y_end && (at.x4 + q) * 4 < n) { store4_dst(out, at.x4 + q, sum[q]); }
    }
  }
}
