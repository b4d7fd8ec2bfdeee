// dst(x) = scale · (src(x - before) + ... + src(x - before + size - 1)): the x axis of a uniform filter, of 16 voxels and more.
// As uniformAxisY, 16 voxels of a row an invocation: what all their windows share (blocks of 16, and REST voxels), the 15 before it summed
// backwards, the 15 after it summed forwards. SHIFT: where in a group the first window begins. HAS_BLOCKS: the blocks have been summed
// (uniformBlocksX), block q those from 16 q + 15 - before. MORE: their number modulo 4.
// Bytes: 13 / 4 loads of a group of four, size / 16 more or, with the blocks, size / 64, and one store. lavapipe 26.1, 2048², CPU time
// beside a copy of 6.3 ms, blocks included: 65 voxels 22 ms, 129 27, 257 33.
import package::access::{cell, Cell, Row_src, row_src, size_src, row_blocks, load_blocks, row_dst, store4_dst};
import package::lib::sealed::nothing;
import package::lib::blockAlong::{near_group, block_along};
import constants::{WX, WY, HAS_BLOCKS, SHIFT, MORE, REST};

const TILE = 16;
const HEAD = (SHIFT + TILE + 2) / 4;
const CORE = (SHIFT + TILE - 1) / 4;
const CORE_SHIFT = (SHIFT + TILE - 1) % 4;
const TAIL = (CORE_SHIFT + REST + TILE + 2) / 4;

struct Params {
  outside: f32,
  scale: f32,
  left: i32,
  blocks: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The q-th block that all windows of a tile share.
fn shared_block(at: Cell, row: Row_src, q: i32, n: i32) -> f32 {
  if (HAS_BLOCKS) { return load_blocks(row_blocks(at.y, at.z, at.b), at.x4 / 4 + q); }
  return block_along(row, at.x4 - params.left + CORE + 4 * q, CORE_SHIFT, n, params.outside);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  let begin = at.x4 - params.left;
  var sum = nothing(n);
  for (var q = 0; q < MORE; q++) { sum += shared_block(at, row, q, n); }
  for (var q = MORE; q < params.blocks; q += 4) {
    let first = shared_block(at, row, q, n) + shared_block(at, row, q + 1, n);
    sum += first + (shared_block(at, row, q + 2, n) + shared_block(at, row, q + 3, n));
  }
  var h = array<vec4f, HEAD>();
  for (var k = 0; k < HEAD; k++) { h[k] = near_group(row, begin + k, n, params.outside); }
  var head = array<f32, TILE>();
  head[TILE - 1] = nothing(n);
  for (var k = 1; k < TILE; k++) {
    let s = SHIFT + TILE - 1 - k;
    head[TILE - 1 - k] = h[s >> 2u][s & 3] + head[TILE - k];
  }
  let after = begin + CORE + 4 * params.blocks;
  var v = array<vec4f, TAIL>();
  for (var k = 0; k < TAIL; k++) { v[k] = near_group(row, after + k, n, params.outside); }
  for (var t = 0; t < REST; t++) { sum += v[(CORE_SHIFT + t) >> 2u][(CORE_SHIFT + t) & 3]; }
  var made = array<f32, TILE>();
  for (var t = 0; t < TILE; t++) {
    if (t > 0) {
      let s = CORE_SHIFT + REST + t - 1;
      sum += v[s >> 2u][s & 3];
    }
    made[t] = params.scale * (head[t] + sum);
  }
  let out = row_dst(at.y, at.z, at.b);
  for (var q = 0; q < TILE / 4; q++) {
    if ((at.x4 + q) * 4 < n) {
      store4_dst(out, at.x4 + q, vec4f(made[4 * q], made[4 * q + 1], made[4 * q + 2], made[4 * q + 3]));
    }
  }
}
