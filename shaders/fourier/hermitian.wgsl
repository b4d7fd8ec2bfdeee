// Between the transform Z of N / 2 = H numbers re(2m) + i re(2m + 1) and the first H + 1 numbers X of the transform of N real ones
// (Cooley, Lewis and Welch 1970, The fast Fourier transform algorithm: programming considerations), with w = exp(-2πi / N):
//   X[k] = (Z[k] + conj Z[H - k]) / 2 - i w^k (Z[k] - conj Z[H - k]) / 2            and, IS_BACK,
//   Z[k] = (X[k] + conj X[H - k]) / 2 + i w^-k (X[k] - conj X[H - k]) / 2
// Z[H] is Z[0]. Along x where IS_X, of H a multiple of 4, else along the kernel's y. Four voxels along x an invocation; what lies at H - k is
// an input of its own, the same volume. Bytes: four loads and two stores a number (six loads along x, two of them of what a neighbour loads).
// lavapipe 26.1, rfftn of 128 x 256²: 40 ms of CPU by single numbers, 20 by fours.
import package::access::{cell, row_re, load4_re, row_im, load4_im, row_re_there, load4_re_there, row_im_there, load4_im_there, row_real, store4_real, row_imaginary, store4_imaginary};
import package::lib::butterfly::root;
import constants::{WX, WY, IS_X, IS_BACK};

struct Params {
  half: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let k = select(at.y, 4 * at.x4, IS_X);
  let here = select(k, 0, !IS_BACK && k == params.half);
  let there = select(params.half - k, 0, !IS_BACK && k == 0);
  let y_here = select(here, at.y, IS_X);
  let y_there = select(there, at.y, IS_X);
  let a4 = select(at.x4, here >> 2u, IS_X);
  let b4 = select(at.x4, there >> 2u, IS_X);
  let a_re = load4_re(row_re(y_here, at.z, at.b), a4);
  var a_im = load4_im(row_im(y_here, at.z, at.b), a4);
  let row_b_re = row_re_there(y_there, at.z, at.b);
  let row_b_im = row_im_there(y_there, at.z, at.b);
  var b_re = load4_re_there(row_b_re, b4);
  var b_im = load4_im_there(row_b_im, b4);
  let w = root(k);
  var cos = vec4f(w.x);
  var sin = vec4f(w.y);
  @if(IS_X) {
    // H - k - 1 and on lie in the group before that of H - k, backwards
    let before = max(((params.half - k) >> 2u) - 1, 0);
    b_re = vec4f(b_re.x, load4_re_there(row_b_re, before).wzy);
    b_im = vec4f(b_im.x, load4_im_there(row_b_im, before).wzy);
    let w1 = root(1);
    let w2 = root(2);
    let w3 = root(3);
    let step_cos = vec4f(1.0, w1.x, w2.x, w3.x);
    let step_sin = vec4f(0.0, w1.y, w2.y, w3.y);
    cos = w.x * step_cos - w.y * step_sin;
    sin = w.x * step_sin + w.y * step_cos;
  }
  if (IS_BACK && k == 0) {
    // X[0] and X[H] of real numbers are real
    let kept = select(vec4f(), vec4f(0.0, 1.0, 1.0, 1.0), IS_X);
    a_im = select(vec4f(), a_im, kept > vec4f(0.5));
    b_im = select(vec4f(), b_im, kept > vec4f(0.5));
  }
  let sum_re = 0.5 * (a_re + b_re);
  let sum_im = 0.5 * (a_im - b_im);
  let odd_re = 0.5 * (a_re - b_re);
  let odd_im = 0.5 * (a_im + b_im);
  if (IS_BACK) { sin = -sin; }
  let turned_re = odd_re * cos - odd_im * sin;
  let turned_im = odd_re * sin + odd_im * cos;
  let side = select(1.0, -1.0, IS_BACK);
  store4_real(row_real(at.y, at.z, at.b), at.x4, sum_re + side * turned_im);
  store4_imaginary(row_imaginary(at.y, at.z, at.b), at.x4, sum_im - side * turned_re);
}
