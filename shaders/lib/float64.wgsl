// Whole numbers of 64 and 96 bits, the low word in x, as f32: negative ones are two's complement.

fn float_of(v: vec2u) -> f32 {
  let negative = (v.y & 0x80000000u) != 0u;
  let low = select(v.x, ~v.x + 1u, negative);
  let high = select(v.y, ~v.y + select(0u, 1u, v.x == 0u), negative);
  let magnitude = f32(high) * 4294967296.0 + f32(low);
  return select(magnitude, -magnitude, negative);
}

fn float_of_long(v: vec3u) -> f32 {
  let negative = (v.z & 0x80000000u) != 0u;
  let low = select(v.x, ~v.x + 1u, negative);
  let middle = select(v.y, ~v.y + select(0u, 1u, v.x == 0u), negative);
  let high = select(v.z, ~v.z + select(0u, 1u, v.x == 0u && v.y == 0u), negative);
  let magnitude = (f32(high) * 4294967296.0 + f32(middle)) * 4294967296.0 + f32(low);
  return select(magnitude, -magnitude, negative);
}
