// Discrete Fourier transforms of a few numbers in registers: X[k] = sum over m of x[m] exp(-2πi km / n).
// 2, 4 and 8 by halves (Cooley and Tukey 1965). Odd n by pairs m and n - m, whose sums take cosines and whose differences sines:
// (n - 1)²/2 products; their cosines and sines come from the table of roots of the whole length, of which n is a divisor.
// One number at a time: four side by side need more registers than there are (lavapipe 26.1, 32 numbers: 2.0 times a copy, not 1.6).
// HAS_4, HAS_8, HAS_ODD: which of them a kernel needs; SPAN: how many numbers the longest of them has.
import package::access::table_roots;
import constants::{SPAN, HAS_4, HAS_8, HAS_ODD};

struct Complex {
  re: f32,
  im: f32,
}

alias Few = array<Complex, SPAN>;

fn plus(a: Complex, b: Complex) -> Complex { return Complex(a.re + b.re, a.im + b.im); }

fn minus(a: Complex, b: Complex) -> Complex { return Complex(a.re - b.re, a.im - b.im); }

// -i a
fn turned(a: Complex) -> Complex { return Complex(a.im, -a.re); }

fn times(a: Complex, w: vec2f) -> Complex { return Complex(a.re * w.x - a.im * w.y, a.re * w.y + a.im * w.x); }

// exp(-2πi k / N), N the length of the whole transform
fn root(k: i32) -> vec2f { return vec2f(table_roots(2 * k), table_roots(2 * k + 1)); }

const HALF = 0.70710678118654752;

// n numbers of `x` are replaced by their transform; `step` is N / n
fn transform_few(x: ptr<function, Few>, n: i32, step: i32) {
  if (n == 2) {
    let a = x[0];
    x[0] = plus(a, x[1]);
    x[1] = minus(a, x[1]);
  }
  @if(HAS_4) if (n == 4) {
    let a = plus(x[0], x[2]);
    let b = minus(x[0], x[2]);
    let c = plus(x[1], x[3]);
    let d = turned(minus(x[1], x[3]));
    x[0] = plus(a, c);
    x[1] = plus(b, d);
    x[2] = minus(a, c);
    x[3] = minus(b, d);
  }
  @if(HAS_8) if (n == 8) {
    let a0 = plus(x[0], x[4]);
    let a1 = minus(x[0], x[4]);
    let a2 = plus(x[2], x[6]);
    let a3 = turned(minus(x[2], x[6]));
    let b0 = plus(x[1], x[5]);
    let b1 = minus(x[1], x[5]);
    let b2 = plus(x[3], x[7]);
    let b3 = turned(minus(x[3], x[7]));
    let e0 = plus(a0, a2);
    let e1 = plus(a1, a3);
    let e2 = minus(a0, a2);
    let e3 = minus(a1, a3);
    let o0 = plus(b0, b2);
    let o1 = times(plus(b1, b3), vec2f(HALF, -HALF));
    let o2 = turned(minus(b0, b2));
    let o3 = times(minus(b1, b3), vec2f(-HALF, -HALF));
    x[0] = plus(e0, o0);
    x[1] = plus(e1, o1);
    x[2] = plus(e2, o2);
    x[3] = plus(e3, o3);
    x[4] = minus(e0, o0);
    x[5] = minus(e1, o1);
    x[6] = minus(e2, o2);
    x[7] = minus(e3, o3);
  }
  @if(HAS_ODD) if (n % 2 == 1 && n > 1) {
    let first = x[0];
    var sums = Few();
    var total = first;
    for (var m = 1; m <= (n - 1) / 2; m++) {
      sums[m] = plus(x[m], x[n - m]);
      sums[n - m] = turned(minus(x[m], x[n - m]));
      total = plus(total, sums[m]);
    }
    x[0] = total;
    for (var k = 1; k <= (n - 1) / 2; k++) {
      var even = first;
      var odd = Complex();
      for (var m = 1; m <= (n - 1) / 2; m++) {
        let w = root(((k * m) % n) * step);
        even = Complex(even.re + w.x * sums[m].re, even.im + w.x * sums[m].im);
        odd = Complex(odd.re - w.y * sums[n - m].re, odd.im - w.y * sums[n - m].im);
      }
      x[k] = plus(even, odd);
      x[n - k] = minus(even, odd);
    }
  }
}
