// NaN and infinity, by their bits alone: drivers assume non-finite values away in comparisons, min, max and clamp, so
// nothing here compares a value with itself or relies on what a comparison says of NaN.

const MAGNITUDE: u32 = 0x7fffffffu;
const INFINITE: u32 = 0x7f800000u;
const QUIET_NAN: u32 = 0x7fc00000u;

fn is_nan4(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(MAGNITUDE)) > vec4u(INFINITE);
}

fn is_finite4(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(MAGNITUDE)) < vec4u(INFINITE);
}

fn is_nan(v: f32) -> bool {
  return (bitcast<u32>(v) & MAGNITUDE) > INFINITE;
}

fn is_finite(v: f32) -> bool {
  return (bitcast<u32>(v) & MAGNITUDE) < INFINITE;
}

// Anything but zero, NaN included.
fn is_true4(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(MAGNITUDE)) != vec4u(0u);
}

// NumPy's minimum and maximum: NaN if either is.
fn min_nan4(a: vec4f, b: vec4f) -> vec4f {
  return select(select(min(a, b), b, is_nan4(b)), a, is_nan4(a));
}

fn max_nan4(a: vec4f, b: vec4f) -> vec4f {
  return select(select(max(a, b), b, is_nan4(b)), a, is_nan4(a));
}

fn ordered(a: vec4f, b: vec4f) -> vec4<bool> {
  return !(is_nan4(a) | is_nan4(b));
}

// A whole number in the order of the numbers, the same for both zeros. Devices may take subnormals for 0 when they compare
// floats; whole numbers they do not, so that a comparison says the same everywhere.
fn rank4(v: vec4f) -> vec4i {
  let bits = bitcast<vec4i>(v);
  return select(bits, -(bits & vec4i(0x7fffffff)), bits < vec4i(0));
}

// Comparisons to 0 or 1; with a NaN all are 0 but not_equal4, as IEEE has it.
fn greater4(a: vec4f, b: vec4f) -> vec4u {
  return select(vec4u(0u), vec4u(1u), (rank4(a) > rank4(b)) & ordered(a, b));
}

fn greater_equal4(a: vec4f, b: vec4f) -> vec4u {
  return select(vec4u(0u), vec4u(1u), (rank4(a) >= rank4(b)) & ordered(a, b));
}

fn less4(a: vec4f, b: vec4f) -> vec4u { return greater4(b, a); }
fn less_equal4(a: vec4f, b: vec4f) -> vec4u { return greater_equal4(b, a); }

fn equal4(a: vec4f, b: vec4f) -> vec4u {
  return select(vec4u(0u), vec4u(1u), (rank4(a) == rank4(b)) & ordered(a, b));
}

fn not_equal4(a: vec4f, b: vec4f) -> vec4u {
  return vec4u(1u) - equal4(a, b);
}
