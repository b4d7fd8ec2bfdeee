// marks(word) bit 2i + k = 1 where the k-th segment of the square of voxel 16·word + i is drawn (lib/squares). Four words an invocation. Bytes: two loads of src.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_marks, store4_marks};
import package::lib::squares::{Level, NONE, segment, square};
import constants::{WX, WY};

struct Params {
  level: f32,
  below: f32,
  exact: u32,
  high: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn drawn() -> Level { return Level(params.level, params.below, params.exact, params.high); }

// Bits of 17 voxels that are above the level.
fn above(y: i32, z: i32, b: i32, x4: i32, n: i32) -> u32 {
  let row = row_src(y, z, b);
  var bits = vec4u(0u);
  for (var g = 0; g < 4; g++) {
    if ((x4 + g) * 4 < n) {
      bits |= select(vec4u(0u), vec4u(1u, 2u, 4u, 8u) << vec4u(u32(4 * g)), load4_src(row, x4 + g) > vec4f(params.below));
    }
  }
  let last = select(0u, 0x10000u, load_src(row, min(x4 * 4 + 16, n - 1)) > params.below);
  return bits.x | bits.y | bits.z | bits.w | last;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  var words = vec4u(0u);
  for (var w = 0; w < 4; w++) {
    let x4 = (at.x4 * 4 + w) * 4;
    let squares = min(16, n.x - 1 - x4 * 4);
    if (at.y + 1 < n.y && squares > 0) {
      let upper = above(at.y, at.z, at.b, x4, n.x);
      let lower = above(at.y + 1, at.z, at.b, x4, n.x);
      let all = upper & (upper >> 1u) & lower & (lower >> 1u);
      var left = (upper | (upper >> 1u) | lower | (lower >> 1u)) & ~all & ((1u << u32(squares)) - 1u);
      while (left != 0u) {
        let i = countTrailingZeros(left);
        left &= left - 1u;
        let v = square(x4 * 4 + i32(i), at.y, at.z, at.b);
        if (segment(v, 0u, drawn()).x != NONE.x) { words[w] |= 1u << (2u * i); }
        if (segment(v, 1u, drawn()).x != NONE.x) { words[w] |= 2u << (2u * i); }
      }
    }
  }
  store4_marks(row_marks(at.y, at.z, at.b), at.x4, words);
}
