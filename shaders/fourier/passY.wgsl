// One pass of a Fourier transform along an axis of N = R count numbers (Stockham's order; Cochran et al. 1967, What is the fast
// Fourier transform?): with `done` the product of the radices of the passes before, and j = q done + s,
//   real + i imaginary(q R done + s + k done) = sum over r of exp(-2πi kr / R) exp(-2πi rs / (R done)) (re + i im)(j + r count)
// Four voxels along x, one after the other, times R rows an invocation. Bytes: two loads (one of real numbers) and two stores a number.
// IS_PACKED: numbers 2y and 2y + 1 of real ones are a complex one. IS_UNPACKED: the same of what is stored, its parts exchanged, as
// the inverse is the transform of exchanged parts.
// The roots that turn what is read are those of all four: loaded once (4 % less).
// lavapipe 26.1, 1024², CPU time of a pass beside 3.3 ms for a copy: R = 16 3.6 ms, R = 32 5.3 ms.
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
  let j = at.y / R;
  let s = select(j % params.done, 0, IS_FIRST);
  var real = array<vec4f, R>();
  var imaginary = array<vec4f, R>();
  var turn = array<vec2f, R>();
  if (!IS_FIRST) {
    for (var b = 0; b < B; b++) {
      for (var a = 0; a < A; a++) {
        let r = a * B + b;
        if (r > 0) { turn[r] = root(s * r * params.step); }
      }
    }
  }
  for (var c = 0; c < 4; c++) {
    let x = at.x4 * 4 + c;
    var all = array<Complex, R>();
    for (var b = 0; b < B; b++) {
      var few = Few();
      for (var a = 0; a < A; a++) {
        let r = a * B + b;
        let y = j + r * params.count;
        few[a].re = load_re(row_re(select(y, 2 * y, IS_PACKED), at.z, at.b), x);
        @if(IS_PACKED) { few[a].im = load_re(row_re(2 * y + 1, at.z, at.b), x); }
        @if(!IS_REAL) { few[a].im = load_im(row_im(y, at.z, at.b), x); }
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
  }
  let first = (j - s) * R + s;
  for (var b = 0; b < B; b++) {
    for (var a = 0; a < A; a++) {
      let k = b * A + a;
      let y = first + k * params.done;
      @if(IS_UNPACKED) {
        store4_real(row_real(2 * y, at.z, at.b), at.x4, imaginary[k]);
        store4_real(row_real(2 * y + 1, at.z, at.b), at.x4, real[k]);
      }
      @if(!IS_UNPACKED) {
        store4_real(row_real(y, at.z, at.b), at.x4, real[k]);
        store4_imaginary(row_imaginary(y, at.z, at.b), at.x4, imaginary[k]);
      }
    }
  }
}
