// As localMomentsY, for windows of 8 rows and more, as localMomentsLongX and uniformAxisY have it: the windows of 8 rows that begin at a multiple of 8
// share what lies in all of them, and deviations are from the mean in the middle of that. Four voxels along x an invocation.
// Bytes: (size + 14) / 8 loads of two and one more, and two stores. lavapipe 26.1, 2048², wall time on a
// busy machine with x and the read-back: 9 x 9 45 ms (tap by tap 96), 15 x 15 60 (110), 35 x 35 80 (240), 101 x 101 150 (550).
import package::access::{cell, Cell, row_src, load4_src, size_src, row_before, load4_before, row_shift, store4_shift, row_variance, store4_variance};
import package::lib::border::{border_index, border_outside};
import package::lib::finite::max_nan4;
import constants::{WX, WY};

const TILE = 8;

struct Params {
  outside: f32,
  size: i32,
  before: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// A mean: a voxel, and how far from it.
struct Mean {
  voxel: vec4f,
  shift: vec4f,
}

fn mean_at(at: Cell, y: i32, n: i32) -> Mean {
  let out = border_outside(y, n);
  let i = border_index(y, n);
  return Mean(
    select(load4_src(row_src(i, at.z, at.b), at.x4), vec4f(params.outside), out),
    select(load4_before(row_before(i, at.z, at.b), at.x4), vec4f(0.0), out),
  );
}

fn deviation(at: Cell, y: i32, n: i32, centre: Mean) -> vec4f {
  let mean = mean_at(at, y, n);
  return (mean.voxel - centre.voxel) + (mean.shift - centre.shift);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let begin = at.y / TILE * TILE;
  let y = begin - params.before;
  let centre = mean_at(at, y + (TILE - 1 + params.size - 1) / 2, n);
  var s1 = vec4f(0.0);
  var s2 = vec4f(0.0);
  for (var t = TILE - 1; t < params.size; t++) {
    let d = deviation(at, y + t, n, centre);
    s1 += d;
    s2 += d * d;
  }
  var h1 = array<vec4f, TILE>();
  var h2 = array<vec4f, TILE>();
  for (var j = TILE - 2; j >= 0; j--) {
    let d = deviation(at, y + j, n, centre);
    h1[j] = d + h1[j + 1];
    h2[j] = d * d + h2[j + 1];
  }
  let rate = 1.0 / f32(params.size);
  for (var j = 0; j < TILE; j++) {
    if (j > 0) {
      let d = deviation(at, y + params.size + j - 1, n, centre);
      s1 += d;
      s2 += d * d;
    }
    if (begin + j >= at.y && begin + j < at.y_end) {
      let mean = rate * (h1[j] + s1);
      let own = load4_src(row_src(begin + j, at.z, at.b), at.x4);
      store4_shift(row_shift(begin + j, at.z, at.b), at.x4, (mean + centre.shift) + (centre.voxel - own));
      store4_variance(row_variance(begin + j, at.z, at.b), at.x4, max_nan4(rate * (h2[j] + s2) - mean * mean, vec4f(0.0)));
    }
  }
}
