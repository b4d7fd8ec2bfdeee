// Sine, cosine, tangent and its inverse, four voxels at a time. WGSL's own promise 2^-11 in [-pi, pi] and nothing beyond.
// Arguments are brought to [-pi/4, pi/4] by Cody and Waite's way up to 12867, with pi/2 in three pieces of 11 bits, whose
// products with the count of quarters are exact, and one of 24; beyond, by Payne and Hanek's, in whole numbers. Not finite: NaN.
// Measured, in ulp: sine and cosine 1.5 to |v| = 100, 2.3 to 12867, 2.6 beyond; tangent 2.8 and 3.3; atan2 1.8. At the few
// numbers nearest a multiple of pi/2 the error is 2^-44 absolute, 32 ulp of a result of 2^-26.
import package::lib::finite::{INFINITE, is_finite4, is_nan4};
import package::lib::math::{magnitude4, nan_where};

const LARGEST_DIRECT = 12867.0;

struct Quarters { r: vec4f, count: vec4u }

// 2/pi after the point, behind 32 zeros.
const TWO_OVER_PI = array<u32, 8>(
  0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu,
);

// The high 32 bits of a product.
fn high_product(a: u32, b: u32) -> u32 {
  let a0 = a & 0xffffu;
  let a1 = a >> 16u;
  let b0 = b & 0xffffu;
  let b1 = b >> 16u;
  let middle = a1 * b0 + ((a0 * b0) >> 16u);
  return a1 * b1 + (middle >> 16u) + (((middle & 0xffffu) + a0 * b1) >> 16u);
}

// v mod pi/2 for |v| >= 8: 64 bits of v * 2/pi from the bit worth 2 on, since whole turns drop out.
fn large_quarters(v: f32) -> vec2u {
  let bits = bitcast<u32>(v);
  let mantissa = (bits & 0x007fffffu) | 0x00800000u;
  let place = ((bits >> 23u) & 255u) - 120u;
  let word = min(place >> 5u, 4u);
  let shift = place & 31u;
  // a shift by 32 is none: two steps
  let w0 = (TWO_OVER_PI[word] << shift) | ((TWO_OVER_PI[word + 1u] >> 1u) >> (31u - shift));
  let w1 = (TWO_OVER_PI[word + 1u] << shift) | ((TWO_OVER_PI[word + 2u] >> 1u) >> (31u - shift));
  let w2 = (TWO_OVER_PI[word + 2u] << shift) | ((TWO_OVER_PI[word + 3u] >> 1u) >> (31u - shift));
  let third = high_product(mantissa, w2);
  let low = mantissa * w1 + third;
  var high = mantissa * w0 + high_product(mantissa, w1) + select(0u, 1u, low < third);
  let count = (high + 0x20000000u) >> 30u;
  high -= count << 30u;
  let below = (high & 0x80000000u) != 0u;
  // the 64-bit negative
  let l = select(low, 0u - low, below);
  let h = select(high, ~high + select(0u, 1u, low == 0u), below);
  let r = (f32(h) * 9.313225746154785e-10 + f32(l) * 2.168404344971009e-19) * 1.5707963267948966;
  let negative = below != (bits >= 0x80000000u);
  return vec2u(bitcast<u32>(select(r, -r, negative)), select(count, 0u - count, bits >= 0x80000000u));
}

fn quarters(v: vec4f) -> Quarters {
  let n = round(v * 0.6366197466850281);
  let r = (((v - n * 1.5703125) - n * 0.0004837512969970703) - n * 7.549533620476723e-08) - n * 2.5633440682570896e-12;
  var result = Quarters(r, bitcast<vec4u>(vec4i(n)));
  if (any(abs(v) > vec4f(LARGEST_DIRECT))) {
    for (var lane = 0; lane < 4; lane++) {
      if (abs(v[lane]) > LARGEST_DIRECT) {
        let large = large_quarters(v[lane]);
        result.r[lane] = bitcast<f32>(large.x);
        result.count[lane] = large.y;
      }
    }
  }
  return result;
}

// sin(r + count * pi/2)
fn sine_of(q: Quarters) -> vec4f {
  let s = q.r * q.r;
  let sine = q.r + q.r * s * (-0.166666538 + s * (0.00833210628 + s * -0.000195078828));
  let cosine = 1.0 - (0.5 * s - s * s * (0.0416666456 + s * (-0.00138873048 + s * 2.44314251e-05)));
  let value = select(sine, cosine, (q.count & vec4u(1u)) != vec4u(0u));
  return bitcast<vec4f>(bitcast<vec4u>(value) ^ ((q.count & vec4u(2u)) << vec4u(30u)));
}

fn sin4(v: vec4f) -> vec4f {
  // below 2^-12 the sine is its argument, zero's sign with it
  let value = select(sine_of(quarters(v)), v, abs(v) < vec4f(0.000244140625));
  return nan_where(value, !is_finite4(v));
}

fn cos4(v: vec4f) -> vec4f {
  let q = quarters(v);
  return nan_where(sine_of(Quarters(q.r, q.count + 1u)), !is_finite4(v));
}

fn tan4(v: vec4f) -> vec4f {
  let q = quarters(v);
  let s = q.r * q.r;
  let high = 0.0212301109 + s * (0.0109722121 + s * (-8.47393385e-05 + s * 0.00446275529));
  let tangent = q.r + q.r * s * (0.333333522 + s * (0.13332577 + s * (0.0540698655 + s * high)));
  let value = select(tangent, -1.0 / tangent, (q.count & vec4u(1u)) != vec4u(0u));
  return nan_where(select(value, v, abs(v) < vec4f(0.000244140625)), !is_finite4(v));
}

// The angle of (x, y): the smaller over the greater of |x| and |y|, both scaled into the range where division is accurate.
fn atan2_4(y: vec4f, x: vec4f) -> vec4f {
  let ax = magnitude4(x);
  let ay = magnitude4(y);
  let steep = ay > ax;
  // two subnormals are divided as the whole numbers that their bits are
  let below = max(ax, ay) < vec4u(0x00800000u);
  let greater = select(bitcast<vec4f>(max(ax, ay)), vec4f(max(ax, ay)), below);
  let smaller = select(bitcast<vec4f>(min(ax, ay)), vec4f(min(ax, ay)), below);
  let large = greater > vec4f(1.8446744073709552e19);
  let small = greater < vec4f(5.421010862427522e-20);
  let scale = select(select(vec4f(1.0), vec4f(5.421010862427522e-20), large), vec4f(1.8446744073709552e19), small);
  var t = (smaller * scale) / (greater * scale);
  t = select(t, vec4f(0.0), (min(ax, ay) == vec4u(0u)) | (max(ax, ay) == vec4u(INFINITE)));
  t = select(t, vec4f(1.0), (ax == ay) & (ax != vec4u(0u)));
  let s = t * t;
  let high = -0.0839689672 + s * (0.057836242 + s * (-0.0310495961 + s * (0.0108426437 + s * -0.00177700049)));
  var angle = t + t * s * (-0.333332986 + s * (0.199985236 + s * (-0.142639101 + s * (0.10950169 + s * high))));
  angle = select(angle, 1.5707963705062866 - (angle + 4.371138828673793e-08), steep);
  angle = select(angle, 3.1415927410125732 - (angle + 8.742277657347586e-08), bitcast<vec4i>(x) < vec4i(0));
  let signed = bitcast<vec4f>(bitcast<vec4u>(angle) | (bitcast<vec4u>(y) & vec4u(0x80000000u)));
  return nan_where(signed, is_nan4(x) | is_nan4(y));
}
