// The place of the q-quantile among `count` sorted numbers: q (count - 1) = rank + weight. q comes as 63 bits after the point
// (high: 31 of them and the one before it, low: 32), the product is exact in 96 bits, and the weight is rounded to 2^-24, which
// is finer than float64 places it for more than 2^28 numbers.
import package::access::{cell, row_count, load4_count, row_rank, store4_rank, row_weight, store4_weight};
import package::lib::wide::wide_scaled;
import constants::{WX, WY};

struct Params {
  high: u32,
  low: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let count = load4_count(row_count(at.y, at.z, at.b), at.x4);
  var rank: vec4u;
  var weight: vec4u;
  for (var k = 0; k < 4; k++) {
    let place = wide_scaled(vec2u(params.low, params.high), max(count[k], 1u) - 1u);
    let fraction = (place.y << 1u) | (place.x >> 31u);
    let up = fraction > 0xffffff7fu;
    rank[k] = ((place.z << 1u) | (place.y >> 31u)) + select(0u, 1u, up);
    weight[k] = select((fraction + 128u) >> 8u, 0u, up);
  }
  store4_rank(row_rank(at.y, at.z, at.b), at.x4, rank);
  store4_weight(row_weight(at.y, at.z, at.b), at.x4, vec4f(weight) * 5.9604644775390625e-8);
}
