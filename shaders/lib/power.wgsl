// base^exponent as 2^(exponent * log2 |base|), with the special cases of C99 (Annex F.9.4.4) by bits.
// log2 is carried as a sum of two numbers, the first of 12 bits, so that its product with the exponent's first 12 bits is exact:
// an error of the logarithm is magnified by up to 150 in the result. First parts are cut off as bits, which no compiler can
// simplify away, as it may a - (a + b) + b. Measured error: 1.2 ulp (test/gpu/pointwise/accuracy.test.ts).
import package::lib::finite::{INFINITE, is_nan4};
import package::lib::math::{magnitude4, nan_where, scale4};

fn first12(v: vec4f) -> vec4f {
  return bitcast<vec4f>(bitcast<vec4u>(v) & vec4u(0xfffff000u));
}

// |base|^exponent for finite base, not 0.
fn finite_power4(bits: vec4u, exponent: vec4f) -> vec4f {
  let below = bits < vec4u(0x00800000u);
  // a subnormal's bits, as a number, are 2^149 times its value
  let scaled = bitcast<vec4i>(select(bits, bitcast<vec4u>(vec4f(bits)), below)) - 0x3f3504f3;
  let e = vec4f((scaled >> vec4u(23u)) - select(vec4i(0), vec4i(149), below));
  let m = bitcast<vec4f>((scaled & vec4i(0x007fffff)) + 0x3f3504f3);
  // log2 m = k s + s^3 P(s^2), s = (m - 1) / (m + 1) = s1 + s2, k = 2 / ln 2 = 2.884765625 + 0.00062445679
  let f = m - 1.0;
  let inverse = 1.0 / (m + 1.0);
  let d1 = first12(m + 1.0);
  let d2 = m - (d1 - 1.0);
  let s = f * inverse;
  let s1 = first12(s);
  let s2 = ((f - s1 * d1) - s1 * d2) * inverse;
  let t = s * s;
  let p = 0.961796701 + t * (0.577078938 + t * (0.411915094 + t * 0.33678323));
  let first = 2.884765625 * s1;
  let rest = s * t * p + (2.8853900818 * s2 + 0.0006244567921385169 * s1);
  let log1 = first12(e + (first + rest));
  let log2 = rest - ((log1 - e) - first);
  // beyond 2^32 every base but 1 overflows or vanishes already
  let y = clamp(exponent, vec4f(-4294967296.0), vec4f(4294967296.0));
  let y1 = first12(y);
  let z1 = y1 * log1;
  let z2 = (y - y1) * log1 + y * log2;
  let n = clamp(round(z1 + z2), vec4f(-180.0), vec4f(200.0));
  let r = clamp((z1 - n) + z2, vec4f(-0.51), vec4f(0.51));
  let q = 0.0555035807 + r * (0.00961850304 + r * (0.00133918866 + r * 0.00015329165));
  return scale4(1.0 + r * (0.693147182 + r * (0.240226477 + r * q)), vec4i(n));
}

fn power4(base: vec4f, exponent: vec4f) -> vec4f {
  let x = magnitude4(base);
  let y = magnitude4(exponent);
  let one = vec4u(0x3f800000u);
  let grows = (x > one) == (bitcast<vec4i>(exponent) >= vec4i(0));
  let extreme = (x == vec4u(0u)) | (x == vec4u(INFINITE)) | (y == vec4u(INFINITE));
  var bits = bitcast<vec4u>(finite_power4(x, exponent));
  bits = select(bits, select(vec4u(0u), vec4u(INFINITE), grows), extreme);
  bits = select(bits, one, x == one);
  // the unit's bit of the exponent's mantissa tells odd, those below it whole
  let places = vec4i(150) - vec4i(y >> vec4u(23u));
  let unit = vec4u(1u) << vec4u(clamp(places, vec4i(0), vec4i(24)));
  let mantissa = (y & vec4u(0x007fffffu)) | vec4u(0x00800000u);
  let broken = (places > vec4i(0)) & ((mantissa & (unit - 1u)) != vec4u(0u));
  let odd = (places >= vec4i(0)) & !broken & ((mantissa & unit) != vec4u(0u));
  let negative = bitcast<vec4i>(base) < vec4i(0);
  bits |= select(vec4u(0u), vec4u(0x80000000u), negative & odd);
  let complex = negative & broken & (x != vec4u(0u)) & (x != vec4u(INFINITE));
  let result = nan_where(bitcast<vec4f>(bits), complex | is_nan4(base) | is_nan4(exponent));
  return select(result, vec4f(1.0), (y == vec4u(0u)) | (bitcast<vec4u>(base) == one));
}
