// Numbers above 0 as IEEE 754 has them in 64 bits, to the last of them: what costs are told apart by where a processor computed them so. A number is a whole one of 53 bits, the first of them set,
// times 2^exponent; sums, products and roots are rounded to the nearest, half-way to even. Exponents that 64 bits have no room for are the caller's to keep away.
import package::lib::finite::INFINITE;
import package::lib::wide::{long_by_long, wide_sum};

struct Double {
  low: u32,
  high: u32,
  exponent: i32,
}

const SIGN = 0x80000000u;

fn is_less(a: vec2u, b: vec2u) -> bool { return a.y < b.y || (a.y == b.y && a.x < b.x); }

fn difference(a: vec2u, b: vec2u) -> vec2u { return vec2u(a.x - b.x, a.y - b.y - select(0u, 1u, a.x < b.x)); }

fn to_the_left(v: vec2u, by: u32) -> vec2u {
  if (by == 0u) { return v; }
  if (by > 31u) { return vec2u(0u, v.x << (by - 32u)); }
  return vec2u(v.x << by, (v.y << by) | (v.x >> (32u - by)));
}

// For `by` below 64.
fn to_the_right(v: vec2u, by: u32) -> vec2u {
  if (by == 0u) { return v; }
  if (by > 31u) { return vec2u(v.y >> (by - 32u), 0u); }
  return vec2u((v.x >> by) | (v.y << (32u - by)), v.y >> by);
}

// v 2^exponent and, where `more`, less than 1 in the last place of v besides; v is not 0, and of its first ten bits one is set where there is more.
fn rounded(v: vec2u, more: bool, exponent: i32) -> Double {
  let zeros = select(countLeadingZeros(v.y), 32u + countLeadingZeros(v.x), v.y == 0u);
  let first = to_the_left(v, zeros);
  let rest = first.x & 0x7ffu;
  var kept = to_the_right(first, 11u);
  var e = exponent - i32(zeros) + 11;
  if (rest > 0x400u || (rest == 0x400u && (more || (kept.x & 1u) == 1u))) { kept = wide_sum(kept, vec2u(1u, 0u)); }
  if (kept.y == 0x200000u) {
    kept.y = 0x100000u;
    e += 1;
  }
  return Double(kept.x, kept.y, e);
}

// The root of a whole number above 0, bit by bit. With 54 bits it never lies half-way.
fn double_root(k: u32) -> Double {
  let pairs = (31u - countLeadingZeros(k)) >> 1u;
  var left = k << (30u - 2u * pairs);
  var rest = vec2u(0u);
  var found = vec2u(0u);
  for (var bit = 0; bit < 54; bit++) {
    rest = vec2u((rest.x << 2u) | (left >> 30u), (rest.y << 2u) | (rest.x >> 30u));
    left <<= 2u;
    let trial = vec2u((found.x << 2u) | 1u, (found.y << 2u) | (found.x >> 30u));
    let fits = !is_less(rest, trial);
    if (fits) { rest = difference(rest, trial); }
    found = vec2u((found.x << 1u) | select(0u, 1u, fits), (found.y << 1u) | (found.x >> 31u));
  }
  let kept = wide_sum(to_the_right(found, 1u), vec2u(found.x & 1u, 0u));
  return Double(kept.x, kept.y, i32(pairs) - 52);
}

fn double_product(a: Double, b: Double) -> Double {
  let all = long_by_long(vec2u(a.low, a.high), vec2u(b.low, b.high));
  // of 106 bits the first 64, and whether any of the others is set
  let first = vec2u((all.z << 22u) | (all.y >> 10u), (all.w << 22u) | (all.z >> 10u));
  let more = ((all.y << 22u) | all.x) != 0u;
  return rounded(first, more, a.exponent + b.exponent + 42);
}

// v + d as a key in the order of numbers, the high word in x: both zeros are one. v is the bits of an f32 that is no NaN; d whose words are 0 is 0.
fn key_of_sum(bits: u32, d: Double) -> vec2u {
  let below_zero = (bits & SIGN) != 0u;
  let magnitude = bits & ~SIGN;
  if (magnitude == INFINITE) { return select(vec2u(0xfff00000u, 0u), vec2u(0x000fffffu, 0xffffffffu), below_zero); }
  // each with its first bit set, and halved, so that a sum has room
  let field = magnitude >> 23u;
  let fraction = select((magnitude & 0x7fffffu) | 0x800000u, magnitude, field == 0u);
  let zeros = countLeadingZeros(fraction);
  var large = vec2u(0u, (fraction << (zeros & 31u)) >> 1u);
  var exponent = max(i32(field), 1) - 181 - i32(zeros);
  var small = to_the_left(vec2u(d.low, d.high), 10u);
  var apart = exponent - (d.exponent - 10);
  var is_below = below_zero;
  let larger = fraction == 0u || (small.y != 0u && (apart < 0 || (apart == 0 && is_less(large, small))));
  if (larger) {
    let other = large;
    large = small;
    small = other;
    exponent = d.exponent - 10;
    apart = -apart;
    is_below = false;
  }
  var sum = large;
  var more = false;
  if (fraction != 0u && small.y != 0u) {
    let shifted = select(vec2u(0u), to_the_right(small, u32(min(apart, 63))), apart < 64);
    let back = to_the_left(shifted, u32(min(apart, 63)));
    more = apart > 63 || any(back != small);
    if (below_zero) {
      sum = difference(large, wide_sum(shifted, vec2u(select(0u, 1u, more), 0u)));
    } else {
      sum = wide_sum(large, shifted);
    }
  }
  if (all(sum == vec2u(0u))) { return vec2u(SIGN, 0u); }
  let found = rounded(sum, more, exponent);
  let key = vec2u((u32(found.exponent + 1075) << 20u) | (found.high & 0xfffffu), found.low);
  return select(vec2u(key.x | SIGN, key.y), ~(key | vec2u(SIGN, 0u)), is_below);
}
