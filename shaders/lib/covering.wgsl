// A triangle that covers the canvas, by its three vertices: a fragment is one pixel of what is drawn.
fn covering(index: u32) -> vec4f {
  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}
