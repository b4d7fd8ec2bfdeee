// shift(x) = S1 / size, variance(x) = S2 / size - (S1 / size)²: S1 and S2 sum src(x - before + t) - c and its square over the voxels of
// a window. c is src(x), a voxel of the window: so the difference loses no more digits than size has, whatever the values are, and a
// constant gives 0. The mean is src + shift, and its digits are kept. Four voxels of a row an invocation, four taps a group that is loaded; SHIFT: where in its group the first tap lies.
// For weights and windows of up to 7 voxels; localMomentsLongX has the others. WEIGHTED: sums of weights times deviations, and no size. Cost: size / 4 loads, and two multiplications a tap.
import package::access::{cell, row_src, load4_src, size_src, row_shift, store4_shift, row_variance, store4_variance};
import package::lib::blockAlong::near_group;
import package::lib::finite::max_nan4;
@if(WEIGHTED) import package::access::table_weights;
import constants::{WX, WY, SHIFT, WEIGHTED};

struct Params {
  outside: f32,
  size: i32,
  left: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// What tap t adds to a sum: nothing where there is none.
fn tap(v: vec4f, centre: vec4f, t: i32) -> vec4f {
  return select(vec4f(0.0), v - centre, t >= 0 && t < params.size);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  let centre = load4_src(row, at.x4);
  let begin = at.x4 - params.left;
  var a = near_group(row, begin, n, params.outside);
  var first = vec4f(0.0);
  var second = vec4f(0.0);
  for (var t = -SHIFT; t < params.size; t += 4) {
    let b = near_group(row, begin + (t + SHIFT) / 4 + 1, n, params.outside);
    let d0 = tap(a, centre, t);
    let d1 = tap(vec4f(a.yzw, b.x), centre, t + 1);
    let d2 = tap(vec4f(a.zw, b.xy), centre, t + 2);
    let d3 = tap(vec4f(a.w, b.xyz), centre, t + 3);
    @if(!WEIGHTED) {
      first += (d0 + d1) + (d2 + d3);
      second += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
    }
    @if(WEIGHTED) {
      let k = t + SHIFT;
      let w0 = table_weights(k) * d0;
      let w1 = table_weights(k + 1) * d1;
      let w2 = table_weights(k + 2) * d2;
      let w3 = table_weights(k + 3) * d3;
      first += (w0 + w1) + (w2 + w3);
      second += (w0 * d0 + w1 * d1) + (w2 * d2 + w3 * d3);
    }
    a = b;
  }
  let rate = select(1.0 / f32(params.size), 1.0, WEIGHTED);
  let shift = rate * first;
  store4_shift(row_shift(at.y, at.z, at.b), at.x4, shift);
  store4_variance(row_variance(at.y, at.z, at.b), at.x4, max_nan4(rate * second - shift * shift, vec4f(0.0)));
}
