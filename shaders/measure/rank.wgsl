// The place of the q-quantile among `count` sorted numbers: q (count - 1) = rank + weight. q comes as 63 bits after the point
// (high: 31 of them and the one before it, low: 32), the product is exact in 96 bits, and the weight is rounded to 2^-24, which
// is finer than float64 places it for more than 2^28 numbers.
import package::access::{cell, row_count, load4_count, row_rank, store4_rank, row_weight, store4_weight};
import constants::{WX, WY};

struct Params {
  high: u32,
  low: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Wide {
  low: vec4u,
  high: vec4u,
}

fn product(a: vec4u, b: u32) -> Wide {
  let mask = vec4u(0xffffu);
  let s = vec4u(16u);
  let low = (a & mask) * (b & 0xffffu);
  let cross = (a & mask) * (b >> 16u);
  let other = (a >> s) * (b & 0xffffu);
  let middle = (low >> s) + (cross & mask) + (other & mask);
  return Wide((low & mask) | (middle << s), (a >> s) * (b >> 16u) + (cross >> s) + (other >> s) + (middle >> s));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let last = max(load4_count(row_count(at.y, at.z, at.b), at.x4), vec4u(1u)) - vec4u(1u);
  let small = product(last, params.low);
  let large = product(last, params.high);
  let middle = small.high + large.low;
  let top = large.high + select(vec4u(0u), vec4u(1u), middle < small.high);
  let whole = (top << vec4u(1u)) | (middle >> vec4u(31u));
  let fraction = (middle << vec4u(1u)) | (small.low >> vec4u(31u));
  let up = fraction > vec4u(0xffffff7fu);
  let weight = select((fraction + vec4u(128u)) >> vec4u(8u), vec4u(0u), up);
  store4_rank(row_rank(at.y, at.z, at.b), at.x4, whole + select(vec4u(0u), vec4u(1u), up));
  store4_weight(row_weight(at.y, at.z, at.b), at.x4, vec4f(weight) * 5.9604644775390625e-8);
}
