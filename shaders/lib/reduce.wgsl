// The sum, the least and the greatest (REDUCTION 0, 1, 2) of f32, i32 or u32 (KIND 0, 1, 2), on bits: one kernel serves all.
// Least and greatest compare order-preserving keys, where a NaN comes before or after everything and so wins, as in NumPy.
import package::lib::keys::{key4, unkey4, least_key, greatest_key};
import constants::{REDUCTION, KIND};

const SUM = 0;
const MIN = 1;

fn reduce_enter(bits: vec4u) -> vec4u {
  if (REDUCTION == SUM) { return bits; }
  return key4(bits, select(0xffffffffu, 0u, REDUCTION == MIN));
}

fn reduce_leave(v: vec4u) -> vec4u {
  if (REDUCTION == SUM) { return v; }
  return unkey4(v);
}

fn reduce_combine(a: vec4u, b: vec4u) -> vec4u {
  if (REDUCTION == SUM) {
    if (KIND == 0) { return bitcast<vec4u>(bitcast<vec4f>(a) + bitcast<vec4f>(b)); }
    return a + b;
  }
  if (REDUCTION == MIN) { return min(a, b); }
  return max(a, b);
}

// What changes nothing: 0 (of f32 the negative one: -0 + 0 is 0), or the infinity that loses to every number. So a tree of
// eights is the same whatever its passes.
fn reduce_identity() -> vec4u {
  if (REDUCTION == SUM) { return vec4u(select(0u, 0x80000000u, KIND == 0)); }
  if (REDUCTION == MIN) { return vec4u(greatest_key()); }
  return vec4u(least_key());
}

// Eight by pairs: the error grows with the logarithm of the count, and equal summands add exactly.
fn reduce_tree(v: array<vec4u, 8>) -> vec4u {
  let left = reduce_combine(reduce_combine(v[0], v[4]), reduce_combine(v[2], v[6]));
  return reduce_combine(left, reduce_combine(reduce_combine(v[1], v[5]), reduce_combine(v[3], v[7])));
}
