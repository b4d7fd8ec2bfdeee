// As localMomentsX, for windows of TILE voxels and more, at a cost that hardly grows with their length: TILE voxels of a row an invocation, whose
// windows share what lies in all of them; each adds those before it that it still reads, summed backwards, and those after it, summed
// forwards (as uniformAxisX). c is the voxel in the middle of what they share: it lies in every window, so that no difference loses more
// digits than size has, and nothing is subtracted from a sum. SHIFT and BEHIND: where in its group the first voxel of the first window lies, and the first one behind it.
import package::access::{cell, Row_src, row_src, load4_src, size_src, row_shift, store4_shift, row_variance, store4_variance};
import package::lib::blockAlong::near_group;
import package::lib::finite::max_nan4;
import constants::{WX, WY, TILE, SHIFT, BEHIND};

const HEAD = (SHIFT + TILE + 2) / 4;
const TAIL = (BEHIND + TILE + 2) / 4;

struct Params {
  outside: f32,
  size: i32,
  left: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  let begin = at.x4 - params.left;
  // places are counted from the first voxel of the group at `begin`
  let lowest = SHIFT + TILE - 1;
  let end = SHIFT + params.size;
  let middle = (lowest + end - 1) / 2;
  let centre = near_group(row, begin + middle / 4, n, params.outside)[middle & 3];
  var first = vec4f(0.0);
  var second = vec4f(0.0);
  for (var k = lowest / 4; 4 * k < end; k++) {
    let places = vec4i(4 * k) + vec4i(0, 1, 2, 3);
    let d = select(vec4f(0.0), near_group(row, begin + k, n, params.outside) - centre, (places >= vec4i(lowest)) & (places < vec4i(end)));
    first += d;
    second += d * d;
  }
  var s1 = (first.x + first.y) + (first.z + first.w);
  var s2 = (second.x + second.y) + (second.z + second.w);
  var head = array<vec4f, HEAD>();
  for (var k = 0; k < HEAD; k++) { head[k] = near_group(row, begin + k, n, params.outside) - centre; }
  var h1 = array<f32, TILE>();
  var h2 = array<f32, TILE>();
  for (var j = TILE - 2; j >= 0; j--) {
    let d = head[(SHIFT + j) >> 2u][(SHIFT + j) & 3];
    h1[j] = d + h1[j + 1];
    h2[j] = d * d + h2[j + 1];
  }
  var tail = array<vec4f, TAIL>();
  for (var k = 0; k < TAIL; k++) { tail[k] = near_group(row, begin + end / 4 + k, n, params.outside) - centre; }
  var m1 = array<vec4f, TILE / 4>();
  var m2 = array<vec4f, TILE / 4>();
  for (var j = 0; j < TILE; j++) {
    if (j > 0) {
      let d = tail[(BEHIND + j - 1) >> 2u][(BEHIND + j - 1) & 3];
      s1 += d;
      s2 += d * d;
    }
    m1[j >> 2u][j & 3] = h1[j] + s1;
    m2[j >> 2u][j & 3] = h2[j] + s2;
  }
  let rate = 1.0 / f32(params.size);
  let shift = row_shift(at.y, at.z, at.b);
  let variance = row_variance(at.y, at.z, at.b);
  for (var q = 0; q < TILE / 4; q++) {
    if ((at.x4 + q) * 4 < n) {
      let mean = rate * m1[q];
      store4_shift(shift, at.x4 + q, mean + (centre - load4_src(row, at.x4 + q)));
      store4_variance(variance, at.x4 + q, max_nan4(rate * m2[q] - mean * mean, vec4f(0.0)));
    }
  }
}
