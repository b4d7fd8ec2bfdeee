// dst(y) = sum over t of weights[t] src(y - before + t): one axis of a separable filter with any number of taps.
// Four voxels along x times 4 rows an invocation; the window of rows moves on by one a tap. Taps ascend, as in every variant.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst, table_weights};
import package::lib::border::{border_index, border_outside};
import constants::{WX, WY};

struct Params {
  outside: f32,
  taps: i32,
  before: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn load_row(y: i32, z: i32, b: i32, x4: i32, n: i32) -> vec4f {
  return select(load4_src(row_src(border_index(y, n), z, b), x4), vec4f(params.outside), border_outside(y, n));
}

fn term(w: f32, v: vec4f) -> vec4f { return select(w * v, vec4f(0.0), w == 0.0); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let first = at.y - params.before;
  var a = load_row(first, at.z, at.b, at.x4, n);
  var b = load_row(first + 1, at.z, at.b, at.x4, n);
  var c = load_row(first + 2, at.z, at.b, at.x4, n);
  var sum: array<vec4f, 4>;
  for (var t = 0; t < params.taps; t++) {
    let d = load_row(first + 3 + t, at.z, at.b, at.x4, n);
    let w = table_weights(t);
    sum[0] += term(w, a);
    sum[1] += term(w, b);
    sum[2] += term(w, c);
    sum[3] += term(w, d);
    a = b;
    b = c;
    c = d;
  }
  for (var j = 0; j < 4; j++) {
    if (at.y + j < at.y_end) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, sum[j]); }
  }
}
