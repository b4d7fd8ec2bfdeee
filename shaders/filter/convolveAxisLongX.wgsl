// dst(x) = sum over t of weights[t] src(x - before + t): the x axis of a separable filter with any number of taps.
// Four voxels an invocation; their window moves on by one voxel a tap. Taps ascend, as in every variant.
import package::access::{cell, row_src, load_src, Row_src, size_src, row_dst, store4_dst, table_weights};
import package::lib::border::{border_index, border_outside};
import constants::{WX, WY};

struct Params {
  outside: f32,
  taps: i32,
  before: i32,
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
  let first = at.x4 * 4 - params.before;
  var v = vec4f(0.0, load_border(row, first, n), load_border(row, first + 1, n), load_border(row, first + 2, n));
  var sum = vec4f(0.0);
  for (var t = 0; t < params.taps; t++) {
    v = vec4f(v.yzw, load_border(row, first + 3 + t, n));
    let w = table_weights(t);
    sum += select(w * v, vec4f(0.0), w == 0.0);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum);
}
