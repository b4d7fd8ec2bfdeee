// One pass of a Fourier transform along x, of N = R count numbers: see passY. Four neighbours j an invocation, whose numbers lie side by
// side, as N is a multiple of 16 and the first radix of 4. In the first pass R results of one j lie side by side instead.
// The roots that turn what is read are loaded for r = 1, 2, 4, 8, 16 and multiplied for the others: they differ from lane to lane,
// and a load is what costs. Bytes: two loads (one of real numbers) and two stores a number.
import package::access::{cell, row_re, load_re, row_im, load_im, row_real, store4_real, row_imaginary, store4_imaginary};
import package::lib::butterfly::{Complex, Few, root, times, transform_few};
import constants::{WX, WY, A, B, IS_FIRST, IS_REAL, IS_PACKED, IS_UNPACKED};

const R = A * B;

struct Params {
  // N / R
  count: i32,
  done: i32,
  // N / (R done)
  step: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let j = at.x4 / R * 4;
  let s = select(j % params.done, 0, IS_FIRST);
  let re = row_re(at.y, at.z, at.b);
  @if(!IS_REAL) let im = row_im(at.y, at.z, at.b);
  let to_real = row_real(at.y, at.z, at.b);
  @if(!IS_UNPACKED) let to_imaginary = row_imaginary(at.y, at.z, at.b);
  var real = array<vec4f, R>();
  var imaginary = array<vec4f, R>();
  for (var c = 0; c < 4; c++) {
    var all = array<Complex, R>();
    var turn = array<vec2f, R>();
    if (!IS_FIRST) {
      for (var a = 0; a < A; a++) {
        for (var b = 0; b < B; b++) {
          let r = a * B + b;
          // r without its last binary digit
          let rest = r & (r - 1);
          if (r > 0 && rest == 0) { turn[r] = root((s + c) * r * params.step); }
          if (rest > 0) {
            let w = times(Complex(turn[rest].x, turn[rest].y), turn[r - rest]);
            turn[r] = vec2f(w.re, w.im);
          }
        }
      }
    }
    for (var b = 0; b < B; b++) {
      var few = Few();
      for (var a = 0; a < A; a++) {
        let r = a * B + b;
        let x = j + c + r * params.count;
        few[a].re = load_re(re, select(x, 2 * x, IS_PACKED));
        @if(IS_PACKED) { few[a].im = load_re(re, 2 * x + 1); }
        @if(!IS_REAL) { few[a].im = load_im(im, x); }
        if (!IS_FIRST && r > 0) { few[a] = times(few[a], turn[r]); }
      }
      transform_few(&few, A, params.count * B);
      for (var a = 0; a < A; a++) {
        if (a * b > 0) { few[a] = times(few[a], root(a * b * params.count)); }
        all[a * B + b] = few[a];
      }
    }
    for (var a = 0; a < A; a++) {
      var few = Few();
      for (var b = 0; b < B; b++) { few[b] = all[a * B + b]; }
      transform_few(&few, B, params.count * A);
      for (var b = 0; b < B; b++) {
        real[a + b * A][c] = few[b].re;
        imaginary[a + b * A][c] = few[b].im;
      }
    }
    @if(!IS_UNPACKED) if (IS_FIRST) {
      for (var k = 0; k < R; k += 4) {
        let group = ((j + c) * R + k) >> 2u;
        store4_real(to_real, group, vec4f(real[k][c], real[k + 1][c], real[k + 2][c], real[k + 3][c]));
        store4_imaginary(to_imaginary, group, vec4f(imaginary[k][c], imaginary[k + 1][c], imaginary[k + 2][c], imaginary[k + 3][c]));
      }
    }
  }
  if (!IS_FIRST) {
    let first = (j - s) * R + s;
    for (var b = 0; b < B; b++) {
      for (var a = 0; a < A; a++) {
        let k = b * A + a;
        let group = (first + k * params.done) >> 2u;
        @if(IS_UNPACKED) {
          let a = real[k];
          let b = imaginary[k];
          store4_real(to_real, 2 * group, vec4f(b.x, a.x, b.y, a.y));
          store4_real(to_real, 2 * group + 1, vec4f(b.z, a.z, b.w, a.w));
        }
        @if(!IS_UNPACKED) {
          store4_real(to_real, group, real[k]);
          store4_imaginary(to_imaginary, group, imaginary[k]);
        }
      }
    }
  }
}
