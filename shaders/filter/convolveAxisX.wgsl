// dst(x) = sum over t of weights[t] src(x - BEFORE + t): the x axis of a separable filter, up to 33 taps.
// 16 voxels an invocation, loaded as groups of four; only at the ends of a row are voxels loaded one by one, through the
// border. The taps are summed in ascending order, as in every variant.
import package::access::{cell, row_src, load4_src, load_src, Row_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import constants::{WX, WY, TAPS, BEFORE, ZEROS};

const GROUPS = 4;
const LEFT = (BEFORE + 3) / 4;
const RIGHT = (TAPS - 1 - BEFORE + 3) / 4;
const LOADED = LEFT + GROUPS + RIGHT;
const SHIFT = LEFT * 4 - BEFORE;
const PIECE = 16;
const PIECES = (TAPS + PIECE - 1) / PIECE;

struct Params {
  outside: f32,
  weights: array<vec4f, 9>,
}
@group(0) @binding(1) var<uniform> params: Params;

fn load_border(row: Row_src, x: i32, n: i32) -> f32 {
  return select(load_src(row, border_index(x, n)), params.outside, border_outside(x, n));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  var v: array<vec4f, LOADED>;
  if (at.x4 >= LEFT && (at.x4 + GROUPS + RIGHT) * 4 <= n) {
    for (var k = 0; k < LOADED; k++) { v[k] = load4_src(row, at.x4 - LEFT + k); }
  } else {
    for (var k = 0; k < LOADED; k++) {
      let x = (at.x4 - LEFT + k) * 4;
      v[k] = vec4f(load_border(row, x, n), load_border(row, x + 1, n), load_border(row, x + 2, n), load_border(row, x + 3, n));
    }
  }
  var sum: array<vec4f, GROUPS>;
  for (var piece = 0; piece < PIECES; piece++) {
    for (var i = 0; i < PIECE; i++) {
      let t = piece * PIECE + i;
      if (t < TAPS) {
        let w = params.weights[t >> 2u][t & 3];
        for (var q = 0; q < GROUPS; q++) {
          let s = SHIFT + t + 4 * q;
          let taps = vec4f(v[s >> 2u][s & 3], v[(s + 1) >> 2u][(s + 1) & 3], v[(s + 2) >> 2u][(s + 2) & 3], v[(s + 3) >> 2u][(s + 3) & 3]);
          sum[q] += select(w * taps, vec4f(0.0), ZEROS && w == 0.0);
        }
      }
    }
  }
  let out = row_dst(at.y, at.z, at.b);
  for (var q = 0; q < GROUPS; q++) {
    if ((at.x4 + q) * 4 < n) { store4_dst(out, at.x4 + q, sum[q]); }
  }
}
