// Numbers of 64 bits, four at a time: a whole part and a part in units of 2^-32, both modulo. Places in a volume are computed in
// them: exact whatever the driver makes of the text around, where f32 has no more than 2^-13 of a voxel left at 2048.

struct Fixed4 { whole: vec4i, part: vec4u }

// The upper half of a product.
fn high4(n: vec4u, v: vec4u) -> vec4u {
  let half = vec4u(16u);
  let n0 = n & vec4u(0xffffu);
  let n1 = n >> half;
  let v0 = v & vec4u(0xffffu);
  let v1 = v >> half;
  let a = n1 * v0 + ((n0 * v0) >> half);
  let b = n0 * v1 + (a & vec4u(0xffffu));
  return n1 * v1 + (a >> half) + (b >> half);
}

fn times4(n: vec4i, v: Fixed4) -> Fixed4 {
  let m = bitcast<vec4u>(n);
  let high = high4(m, v.part) - select(vec4u(0u), v.part, n < vec4i(0));
  return Fixed4(n * v.whole + bitcast<vec4i>(high), m * v.part);
}

fn plus4(a: Fixed4, b: Fixed4) -> Fixed4 {
  let part = a.part + b.part;
  return Fixed4(a.whole + b.whole + select(vec4i(0), vec4i(1), part < a.part), part);
}

fn minus4(a: Fixed4, b: Fixed4) -> Fixed4 {
  return Fixed4(a.whole - b.whole - select(vec4i(0), vec4i(1), a.part < b.part), a.part - b.part);
}

fn float4(v: Fixed4) -> vec4f { return vec4f(v.whole) + vec4f(v.part) * 2.3283064365386963e-10; }
