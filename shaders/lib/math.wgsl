// Elementary functions, four voxels at a time. WGSL's own promise little (exp 3 + 2|x| ulp, log 3 ulp and undefined below 0),
// so these are written out: polynomials by weighted minimax (linear programme on 600 nodes, coefficients rounded to f32 one
// after the other). Largest errors measured against float64 (test/gpu/pointwise/accuracy.test.ts, lavapipe), in ulp: exp 1.3,
// log 0.9, log1p 2.4, expm1 1.6, tanh 1.3, sigmoid 3.1, erf 2.0, sqrt 0.5, fmod 0.
// NaN and infinity come and go by bits alone; subnormal results and arguments are right where the device keeps subnormals.
import package::lib::finite::{INFINITE, MAGNITUDE, QUIET_NAN, is_nan4};

// The value where the test fails, a NaN where it holds: chosen as bits, for compilers refuse a literal NaN.
fn nan_where(v: vec4f, test: vec4<bool>) -> vec4f {
  return bitcast<vec4f>(select(bitcast<vec4u>(v), vec4u(QUIET_NAN), test));
}

// Bits of v without its sign.
fn magnitude4(v: vec4f) -> vec4u {
  return bitcast<vec4u>(v) & vec4u(MAGNITUDE);
}

// p * 2^n for p in [0.5, 2) and n in [-180, 200], one rounding; beyond f32's range infinity.
fn scale4(p: vec4f, n: vec4i) -> vec4f {
  let bits = bitcast<vec4i>(p);
  let normal = bitcast<vec4u>(bits + (n << vec4u(23u)));
  let small = bitcast<vec4f>(bits + ((n + 64) << vec4u(23u))) * 5.421010862427522e-20;
  let finite = select(normal, bitcast<vec4u>(small), n < vec4i(-125));
  return bitcast<vec4f>(select(finite, vec4u(INFINITE), (n > vec4i(0)) & (normal >= vec4u(INFINITE))));
}

// Square root; the builtin's accuracy (correctly rounded on most devices), NaN below zero.
fn sqrt4(v: vec4f) -> vec4f {
  let bits = magnitude4(v);
  let root = select(sqrt(v), v, (bits == vec4u(0u)) | (bits >= vec4u(INFINITE)));
  return nan_where(root, (bits != vec4u(0u)) & (bitcast<vec4i>(v) < vec4i(0)));
}

// e^v = 2^n e^r, |r| <= ln2/2; ln2 in two pieces, so that r is right to the last bit.
fn exp4(v: vec4f) -> vec4f {
  let x = clamp(v, vec4f(-110.0), vec4f(100.0));
  let n = round(x * 1.4426950216293335);
  let r = (x - n * 0.693145751953125) - n * 1.428606765330187e-06;
  return nan_where(scale4(1.0 + exp_less_one(r), vec4i(n)), is_nan4(v));
}

// e^r - 1 for |r| <= ln2/2.
fn exp_less_one(r: vec4f) -> vec4f {
  let p = 0.49999994 + r * (0.166665167 + r * (0.041668281 + r * (0.00836924836 + r * 0.00138207455)));
  return r + r * r * p;
}

// e^v - 1, also where e^v is 1 but for its last digits: 2^n (e^r - 1) + (2^n - 1).
fn expm1_4(v: vec4f) -> vec4f {
  let x = clamp(v, vec4f(-13.0), vec4f(13.0));
  let n = round(x * 1.4426950216293335);
  let r = (x - n * 0.693145751953125) - n * 1.428606765330187e-06;
  let power = bitcast<vec4f>((vec4i(n) + 127) << vec4u(23u));
  let small = power * exp_less_one(r) + (power - 1.0);
  // of 1e-8 the number itself, with the sign of its zero
  let near = select(small, v, abs(v) < vec4f(1e-8));
  return select(exp4(v) - 1.0, near, abs(v) <= vec4f(13.0));
}

// Natural logarithm: v = 2^e m with m in [sqrt(1/2), sqrt(2)), log m = f - f^2/2 + f^3 P(f) with f = m - 1.
fn log4(v: vec4f) -> vec4f {
  let bits = magnitude4(v);
  let below = bits < vec4u(0x00800000u);
  // a subnormal's bits, as a number, are 2^149 times its value
  let scaled = bitcast<vec4i>(select(bits, bitcast<vec4u>(vec4f(bits)), below)) - 0x3f3504f3;
  let e = vec4f((scaled >> vec4u(23u)) - select(vec4i(0), vec4i(149), below));
  let f = bitcast<vec4f>((scaled & vec4i(0x007fffff)) + 0x3f3504f3) - 1.0;
  let finite = log_near_one(f, e);
  let special = select(bitcast<vec4u>(finite), vec4u(0xff800000u), bits == vec4u(0u));
  let result = bitcast<vec4f>(select(special, vec4u(INFINITE), bits == vec4u(INFINITE)));
  return nan_where(result, (bits > vec4u(INFINITE)) | ((bits != vec4u(0u)) & (bitcast<vec4i>(v) < vec4i(0))));
}

// log(2^e (1 + f)) for 1 + f in [sqrt(1/2), sqrt(2)).
fn log_near_one(f: vec4f, e: vec4f) -> vec4f {
  let low = 0.142015859 + f * (-0.131595984 + f * (0.127621412 + f * -0.0763635933));
  let p = 0.333333313 + f * (-0.250008196 + f * (0.200012416 + f * (-0.166234106 + f * low)));
  let s = f * f;
  return e * 0.693115234375 + (f - (0.5 * s - (f * s * p + e * 3.194618329871446e-05)));
}

// log(1 + v), also where 1 + v has lost the digits of v.
fn log1p_4(v: vec4f) -> vec4f {
  let near = select(log_near_one(v, vec4f(0.0)), v, abs(v) < vec4f(1e-8));
  return select(log4(1.0 + v), near, (v > vec4f(-0.29289321)) & (v < vec4f(0.41421356)));
}

// Hyperbolic tangent: a polynomial to 0.625, then 1 - 2 / (e^2|v| + 1).
fn tanh4(v: vec4f) -> vec4f {
  let a = abs(v);
  let s = v * v;
  let p = -0.333332777 + s * (0.133313209 + s * (-0.0537291318 + s * (0.0206032395 + s * -0.00566362217)));
  let high = 1.0 - 2.0 / (exp4(min(a, vec4f(10.0)) * 2.0) + 1.0);
  let signed = bitcast<vec4f>(bitcast<vec4u>(high) | (bitcast<vec4u>(v) & vec4u(0x80000000u)));
  let low = select(v + v * s * p, v, a < vec4f(0.000244140625));
  return nan_where(select(signed, low, a < vec4f(0.625)), is_nan4(v));
}

// 1 / (1 + e^-v): of large v of either sign 1 or 0, never an infinity over another.
fn sigmoid4(v: vec4f) -> vec4f { return 1.0 / (1.0 + exp4(-v)); }

// The error function 2/sqrt(pi) times the integral of e^(-t^2) from 0 to v: v + v P(v^2) to 0.9, then 1 - e^-L with L(|v|) = -log(1 - erf).
fn erf4(v: vec4f) -> vec4f {
  let a = abs(v);
  let s = v * v;
  let p = 0.12837917 + s * (-0.37612608 + s * (0.11282933 + s * (-0.026805565 + s * (0.0050494517 + s * -0.000627662))));
  // v p of the least numbers is none
  let low = select(v + v * p, v * 1.12837917, a < vec4f(0.000244140625));
  let t = min(a, vec4f(4.0));
  let l = 0.0010227583 + t * (1.1235291 + t * (0.6456786 + t * (0.094856195 + t * (-0.016918063 + t * 0.0014365885))));
  let high = 1.0 - exp4(-l);
  let signed = bitcast<vec4f>(bitcast<vec4u>(high) | (bitcast<vec4u>(v) & vec4u(0x80000000u)));
  return nan_where(select(signed, low, a < vec4f(0.9)), is_nan4(v));
}

fn sign4(v: vec4f) -> vec4f { return nan_where(sign(v), is_nan4(v)); }

// rest mod divisor for rest < 256 * divisor and divisor < 2^24: the quotient in floats is off by one at most.
fn short_remainder(rest: vec4u, divisor: vec4u) -> vec4u {
  let quotient = vec4u(vec4f(rest) / vec4f(divisor));
  let r = bitcast<vec4i>(rest - quotient * divisor);
  let raised = bitcast<vec4u>(select(r, r + bitcast<vec4i>(divisor), r < vec4i(0)));
  return select(raised, raised - divisor, raised >= divisor);
}

// The remainder of a / b with the sign of a (C's fmod), exact: division of the mantissas in whole numbers, eight bits a turn.
// None or one turn for numbers of like size, 35 at most. NaN where a is infinite or b is 0.
fn fmod4(a: vec4f, b: vec4f) -> vec4f {
  let hidden = vec4u(0x00800000u);
  let x = magnitude4(a);
  let y = magnitude4(b);
  let invalid = (x >= vec4u(INFINITE)) | (y > vec4u(INFINITE)) | (y == vec4u(0u));
  let smaller = x < y;
  // mantissas of 24 bits, worth 2^(exponent - 150); a subnormal divisor is shifted up to 24 bits
  var rest = select(x, (x & vec4u(0x007fffffu)) | hidden, x >= hidden);
  let low = select(max(y, vec4u(1u)), (y & vec4u(0x007fffffu)) | hidden, y >= hidden);
  let lead = countLeadingZeros(low) - 8u;
  let divisor = low << lead;
  let exponent = vec4i(max(y >> vec4u(23u), vec4u(1u))) - vec4i(lead);
  var left = vec4u(max(vec4i(max(x >> vec4u(23u), vec4u(1u))) - exponent, vec4i(0)));
  left = select(left, vec4u(0u), smaller | invalid);
  rest = select(rest, rest - divisor, rest >= divisor);
  while (any(left > vec4u(0u))) {
    let bits = min(left, vec4u(8u));
    rest = short_remainder(rest << bits, divisor);
    left -= bits;
  }
  // rest * 2^(exponent - 150) as a float; below exponent 1 its last bits are zeros
  rest = rest >> vec4u(max(vec4i(1) - exponent, vec4i(0)));
  let place = vec4u(max(exponent, vec4i(1)));
  let shift = min(countLeadingZeros(rest | vec4u(1u)) - 8u, place - 1u);
  let mantissa = rest << shift;
  let whole = select(mantissa, (mantissa & vec4u(0x007fffffu)) | ((place - shift) << vec4u(23u)), mantissa >= hidden);
  let bits = select(whole, x, smaller) | (bitcast<vec4u>(a) & vec4u(0x80000000u));
  return nan_where(bitcast<vec4f>(bits), invalid);
}
