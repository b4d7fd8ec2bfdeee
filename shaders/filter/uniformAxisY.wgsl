// dst(y) = scale · (src(y - before) + ... + src(y - before + size - 1)): one axis of a uniform filter, of 16 voxels and more.
// The windows of 8 rows that begin at a multiple of 8 share what lies in all of them, as van Herk (1992) has it for maxima: each adds those of
// the 7 rows before it that it still reads, summed backwards (head), and of the 7 after it, summed forwards. What is shared is blocks of BLOCK rows and
// REST more; nothing is subtracted, so that nothing drifts and a NaN stays in its windows. HAS_BLOCKS: the blocks have been summed
// (uniformBlocksY), one for every 8 rows, the first from row 7 - before. A dispatch begins at a multiple of 8 or lies between two
// (engine/windows), so that sums are the same in every window.
// MORE: the number of blocks modulo 4; the others are added four at a time, since a loop's round costs as much as 20 loads.
// Bytes: 21 / 8 loads a voxel, size / 8 more or, with the blocks, size / 128, and one store. lavapipe 26.1, 2048², CPU time beside a copy of
// 6.3 ms, blocks included: 33 voxels 21 ms, 65 33, 129 37, 257 42 (summed tap by tap: 27, 70, 110, 200).
import package::access::{cell, Cell, size_src, row_blocks, load4_blocks, row_dst, store4_dst};
import package::lib::sealed::nothing;
import package::lib::blockRows::{near_row, block_rows};
import constants::{WX, WY, HAS_BLOCKS, BLOCK, MORE, REST};

const TILE = 8;

struct Params {
  outside: f32,
  scale: f32,
  before: i32,
  blocks: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The q-th block that all windows of a tile share.
fn shared_block(at: Cell, begin: i32, q: i32, n: i32) -> vec4f {
  if (HAS_BLOCKS) { return load4_blocks(row_blocks(begin / TILE + BLOCK / TILE * q, at.z, at.b), at.x4); }
  return block_rows(at, begin - params.before + TILE - 1 + BLOCK * q, n, params.outside);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let begin = at.y / TILE * TILE;
  let y = begin - params.before;
  var sum = vec4f(nothing(n));
  for (var q = 0; q < MORE; q++) { sum += shared_block(at, begin, q, n); }
  for (var q = MORE; q < params.blocks; q += 4) {
    let first = shared_block(at, begin, q, n) + shared_block(at, begin, q + 1, n);
    sum += first + (shared_block(at, begin, q + 2, n) + shared_block(at, begin, q + 3, n));
  }
  var head = array<vec4f, TILE>();
  head[TILE - 1] = vec4f(nothing(n));
  for (var k = 1; k < TILE; k++) { head[TILE - 1 - k] = near_row(at, y + TILE - 1 - k, n, params.outside) + head[TILE - k]; }
  let after = y + TILE - 1 + BLOCK * params.blocks;
  for (var t = 0; t < REST; t++) { sum += near_row(at, after + t, n, params.outside); }
  head[0] += sum;
  for (var t = 1; t < TILE; t++) {
    sum += near_row(at, after + REST + t - 1, n, params.outside);
    head[t] += sum;
  }
  for (var t = 0; t < TILE; t++) {
    if (begin + t >= at.y && begin + t < at.y_end) { store4_dst(row_dst(begin + t, at.z, at.b), at.x4, params.scale * head[t]); }
  }
}
