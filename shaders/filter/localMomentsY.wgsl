// shift(y) and variance(y) of (src + before)(y - before + t) over the voxels t of a window: as localMomentsX, along any other axis, of means whose
// distance from src is `before`. Image and distance are subtracted apart, so that a mean far from 0 keeps its digits.
// Four voxels along x an invocation. Cost: two loads and two multiplications a tap.
import package::access::{cell, row_src, load4_src, size_src, row_before, load4_before, row_shift, store4_shift, row_variance, store4_variance};
import package::lib::border::{border_index, border_outside};
import package::lib::finite::max_nan4;
@if(WEIGHTED) import package::access::table_weights;
import constants::{WX, WY, WEIGHTED};

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
    @if(!WEIGHTED) {
      first += (d[0] + d[1]) + (d[2] + d[3]);
      second += (d[0] * d[0] + d[1] * d[1]) + (d[2] * d[2] + d[3] * d[3]);
    }
    @if(WEIGHTED) {
      let w0 = table_weights(t) * d[0];
      let w1 = table_weights(t + 1) * d[1];
      let w2 = table_weights(t + 2) * d[2];
      let w3 = table_weights(t + 3) * d[3];
      first += (w0 + w1) + (w2 + w3);
      second += (w0 * d[0] + w1 * d[1]) + (w2 * d[2] + w3 * d[3]);
    }
  }
  let rate = select(1.0 / f32(params.size), 1.0, WEIGHTED);
  let mean = rate * first;
  store4_shift(row_shift(at.y, at.z, at.b), at.x4, shift + mean);
  store4_variance(row_variance(at.y, at.z, at.b), at.x4, max_nan4(rate * second - mean * mean, vec4f(0.0)));
}
