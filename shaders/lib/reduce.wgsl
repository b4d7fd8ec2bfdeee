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
  let left = reduce_combine(reduce_combine(v[0], v[1]), reduce_combine(v[2], v[3]));
  return reduce_combine(left, reduce_combine(reduce_combine(v[4], v[5]), reduce_combine(v[6], v[7])));
}

// The same tree of at most eight that come one after the other: of 1, 2, 4 and 8 of them what waits for its pair. Numbers, not an
// array: what is found by a place known at run time only lies in memory.
struct Pairs {
  one: vec4u,
  two: vec4u,
  four: vec4u,
  eight: vec4u,
}

// The p-th of them.
fn pairs_add(pairs: ptr<function, Pairs>, p: i32, v: vec4u) {
  if ((p & 1) == 0) {
    (*pairs).one = v;
    return;
  }
  let two = reduce_combine((*pairs).one, v);
  if ((p & 2) == 0) {
    (*pairs).two = two;
    return;
  }
  let four = reduce_combine((*pairs).two, two);
  if ((p & 4) == 0) {
    (*pairs).four = four;
    return;
  }
  (*pairs).eight = reduce_combine((*pairs).four, four);
}

// All of the `count` that came.
fn pairs_all(pairs: Pairs, count: i32) -> vec4u {
  let nothing = reduce_identity();
  let one = select(nothing, pairs.one, (count & 1) != 0);
  let two = select(nothing, pairs.two, (count & 2) != 0);
  let four = select(nothing, pairs.four, (count & 4) != 0);
  let eight = select(nothing, pairs.eight, (count & 8) != 0);
  return reduce_combine(eight, reduce_combine(four, reduce_combine(two, one)));
}
