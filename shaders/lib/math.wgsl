// Elementary functions, four voxels at a time, with NaN and infinity where IEEE 754 has them.
import package::lib::finite::is_nan4;

fn nan4() -> vec4f { return bitcast<vec4f>(vec4u(0x7fc00000u)); }

fn sqrt4(v: vec4f) -> vec4f { return select(sqrt(v), nan4(), v < vec4f(0.0)); }
fn exp4(v: vec4f) -> vec4f { return exp(v); }
fn log4(v: vec4f) -> vec4f { return log(v); }
fn sin4(v: vec4f) -> vec4f { return sin(v); }
fn cos4(v: vec4f) -> vec4f { return cos(v); }
fn tan4(v: vec4f) -> vec4f { return tan(v); }
fn tanh4(v: vec4f) -> vec4f { return tanh(v); }
fn atan2_4(y: vec4f, x: vec4f) -> vec4f { return atan2(y, x); }
fn sign4(v: vec4f) -> vec4f { return select(sign(v), v, is_nan4(v)); }
fn fmod4(a: vec4f, b: vec4f) -> vec4f { return a - b * trunc(a / b); }

fn power4(base: vec4f, exponent: vec4f) -> vec4f {
  let magnitude = pow(abs(base), exponent);
  let whole = floor(exponent) == exponent;
  let odd = floor(exponent * 0.5) * 2.0 != exponent;
  let signed = select(magnitude, -magnitude, odd);
  let negative = select(nan4(), signed, whole);
  let result = select(magnitude, negative, base < vec4f(0.0));
  return select(result, vec4f(1.0), exponent == vec4f(0.0));
}
