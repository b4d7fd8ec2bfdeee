// Keeps sums in the order in which they are written. Drivers factor and reorder (Mesa turns u·a + u·b into u·(a + b), depending on
// how often each is used, so on the place in a tile or on what was fused); they cannot look through an integer operation
// with a zero that only the run knows. `zero` is any number that is never negative; 1 operation a lane, 0.03 ns on lavapipe.
fn sealed4(v: vec4f, zero: i32) -> vec4f {
  return bitcast<vec4f>(bitcast<vec4u>(v) ^ vec4u(u32(zero) >> 31u));
}

// Where a sum begins. A driver that sees the 0 leaves it out or not, as the text around it happens to be, and a sum of -0 alone is
// then -0 or 0.
fn nothing(zero: i32) -> f32 {
  return bitcast<f32>(u32(zero) >> 31u);
}
