// Between the transform Z of N / 2 = H numbers re(2m) + i re(2m + 1) and the first H + 1 numbers X of the transform of N real ones
// (Cooley, Lewis and Welch 1970, The fast Fourier transform algorithm: programming considerations), with w = exp(-2πi / N):
//   X[k] = (Z[k] + conj Z[H - k]) / 2 - i w^k (Z[k] - conj Z[H - k]) / 2            and, IS_BACK,
//   Z[k] = (X[k] + conj X[H - k]) / 2 + i w^-k (X[k] - conj X[H - k]) / 2
// Z[H] is Z[0]. Along x where IS_X, else along the kernel's y. Four voxels along x an invocation. Bytes: four loads and two stores a number.
import package::access::{cell, row_re, load_re, row_im, load_im, row_real, store4_real, row_imaginary, store4_imaginary, table_roots};
import constants::{WX, WY, IS_X, IS_BACK};

struct Params {
  half: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var real = vec4f();
  var imaginary = vec4f();
  for (var c = 0; c < 4; c++) {
    let x = at.x4 * 4 + c;
    let k = select(at.y, min(x, params.half), IS_X);
    let here = select(k, 0, !IS_BACK && k == params.half);
    let there = select(params.half - k, 0, !IS_BACK && k == 0);
    let y1 = select(here, at.y, IS_X);
    let y2 = select(there, at.y, IS_X);
    let x1 = select(x, here, IS_X);
    let x2 = select(x, there, IS_X);
    // X[0] and X[H] of real numbers are real
    let sides = select(1.0, 0.0, IS_BACK && k == 0);
    let a = vec2f(load_re(row_re(y1, at.z, at.b), x1), sides * load_im(row_im(y1, at.z, at.b), x1));
    let b = vec2f(load_re(row_re(y2, at.z, at.b), x2), -sides * load_im(row_im(y2, at.z, at.b), x2));
    let even = 0.5 * (a + b);
    let odd = 0.5 * (a - b);
    let w = vec2f(table_roots(2 * k), select(table_roots(2 * k + 1), -table_roots(2 * k + 1), IS_BACK));
    let turned = vec2f(odd.x * w.x - odd.y * w.y, odd.x * w.y + odd.y * w.x);
    // ∓i times it
    let sum = even + select(vec2f(turned.y, -turned.x), vec2f(-turned.y, turned.x), IS_BACK);
    real[c] = sum.x;
    imaginary[c] = sum.y;
  }
  store4_real(row_real(at.y, at.z, at.b), at.x4, real);
  store4_imaginary(row_imaginary(at.y, at.z, at.b), at.x4, imaginary);
}
