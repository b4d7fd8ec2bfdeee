// Four voxels that begin between two groups of four, by their bits: of a | b those at shift to shift + 3, shift 0 to 3.
fn shifted4(a: vec4u, b: vec4u, shift: i32) -> vec4u {
  let odd = (shift & 1) == 1;
  let c = select(a, vec4u(a.yzw, b.x), odd);
  let d = select(b, vec4u(b.yzw, b.w), odd);
  return select(c, vec4u(c.zw, d.xy), shift > 1);
}
