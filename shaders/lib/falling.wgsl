// 2^-v for v of 0 and above, exactly 0 from 127 on, infinity included: weights that fall with a distance. The error is at most 3e-7 of the
// result: a polynomial of degree 5 over [0, 1), and the whole part in the exponent's bits. WGSL's exp2 promises 3 + 2v ulp
// and may make anything of an infinity. The whole part becomes a whole number by adding 1.5 · 2^23, in whose lowest bits it then
// stands: lavapipe converts lane by lane, with bounds, which took longer than all else here.
fn falling4(v: vec4f) -> vec4f {
  let e = max(-v, vec4f(-127.0));
  let whole = floor(e);
  let f = e - whole;
  let power = ((((1.8775767e-3 * f + 8.9893397e-3) * f + 5.5826318e-2) * f + 2.4015361e-1) * f + 6.9315308e-1) * f + 9.9999994e-1;
  return power * bitcast<vec4f>(bitcast<vec4u>(whole + vec4f(12582912.0 + 127.0)) << vec4u(23u));
}
