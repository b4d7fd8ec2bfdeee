// shift(y) and variance(y) of (src + before)(y - before + t) over the voxels t of a window: as localMomentsX, along any other axis, of means whose
// distance from src is `before`. Image and distance are subtracted apart, so that a mean far from 0 keeps its digits.
// Four voxels along x an invocation. Cost: two loads and two multiplications a tap.
import package::access::{cell, row_src, load4_src, size_src, row_before, load4_before, row_shift, store4_shift, row_variance, store4_variance};
import package::lib::border::{border_index, border_outside};
import package::lib::finite::max_nan4;
import constants::{WX, WY};

struct Params {
  outside: f32,
  size: i32,
  before: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let centre = load4_src(row_src(at.y, at.z, at.b), at.x4);
  let shift = load4_before(row_before(at.y, at.z, at.b), at.x4);
  let begin = at.y - params.before;
  var first = vec4f(0.0);
  var second = vec4f(0.0);
  for (var t = 0; t < params.size; t += 4) {
    var d = array<vec4f, 4>();
    for (var k = 0; k < 4; k++) {
      // past the last tap the last is read again, and not used
      let y = begin + min(t + k, params.size - 1);
      let out = border_outside(y, n);
      let v = select(load4_src(row_src(border_index(y, n), at.z, at.b), at.x4), vec4f(params.outside), out);
      let s = select(load4_before(row_before(border_index(y, n), at.z, at.b), at.x4), vec4f(0.0), out);
      d[k] = select(vec4f(0.0), (v - centre) + (s - shift), t + k < params.size);
    }
    first += (d[0] + d[1]) + (d[2] + d[3]);
    second += (d[0] * d[0] + d[1] * d[1]) + (d[2] * d[2] + d[3] * d[3]);
  }
  let rate = 1.0 / f32(params.size);
  let mean = rate * first;
  store4_shift(row_shift(at.y, at.z, at.b), at.x4, shift + mean);
  store4_variance(row_variance(at.y, at.z, at.b), at.x4, max_nan4(rate * second - mean * mean, vec4f(0.0)));
}
