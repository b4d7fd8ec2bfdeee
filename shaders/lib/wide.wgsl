// Exact and long whole numbers, for what f32 is too short to tell apart.

// a b: the low word in x, the high one in y.
fn wide_product(a: u32, b: u32) -> vec2u {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let cross = (a & 0xffffu) * (b >> 16u);
  let other = (a >> 16u) * (b & 0xffffu);
  let middle = (low >> 16u) + (cross & 0xffffu) + (other & 0xffffu);
  return vec2u((low & 0xffffu) | (middle << 16u), (a >> 16u) * (b >> 16u) + (cross >> 16u) + (other >> 16u) + (middle >> 16u));
}

// a + b in 64 bits.
fn wide_sum(a: vec2u, b: vec2u) -> vec2u {
  let low = a.x + b.x;
  return vec2u(low, a.y + b.y + select(0u, 1u, low < a.x));
}

// a b in 96 bits, the lowest word first.
fn wide_scaled(a: vec2u, b: u32) -> vec3u {
  let low = wide_product(a.x, b);
  let high = wide_sum(wide_product(a.y, b), vec2u(low.y, 0u));
  return vec3u(low.x, high);
}

// a - b in 96 bits, where a is not less.
fn wide_difference(a: vec3u, b: vec3u) -> vec3u {
  let borrow = select(0u, 1u, a.x < b.x);
  let middle = a.y - b.y;
  let more = select(0u, 1u, a.y < b.y || middle < borrow);
  return vec3u(a.x - b.x, middle - borrow, a.z - b.z - more);
}

// A positive number of 64 bits, the first of them set, times 2^exponent; 0 has both words 0.
struct Long {
  high: u32,
  low: u32,
  exponent: i32,
}

// (v.z 2^64 + v.y 2^32 + v.x) 2^exponent, cut to 64 bits.
fn long_of(v: vec3u, exponent: i32) -> Long {
  var words = v;
  var e = exponent + 32;
  for (var k = 0; k < 2; k++) {
    if (words.z == 0u) {
      words = vec3u(0u, words.xy);
      e -= 32;
    }
  }
  let shift = countLeadingZeros(words.z) & 31u;
  let rest = 32u - shift;
  let high = select((words.z << shift) | (words.y >> (rest & 31u)), words.z, shift == 0u);
  let low = select((words.y << shift) | (words.x >> (rest & 31u)), words.y, shift == 0u);
  return Long(high, low, e - i32(shift));
}

// a b, cut to 64 bits: within 2^-62.
fn long_product(a: Long, b: Long) -> Long {
  let low = wide_product(a.low, b.low);
  let cross = wide_product(a.high, b.low);
  let other = wide_product(a.low, b.high);
  let first = wide_sum(wide_sum(vec2u(low.y, 0u), vec2u(cross.x, 0u)), vec2u(other.x, 0u));
  let rest = wide_sum(wide_sum(vec2u(first.y, 0u), vec2u(cross.y, 0u)), vec2u(other.y, 0u));
  let high = wide_sum(wide_product(a.high, b.high), rest);
  return long_of(vec3u(first.x, high), a.exponent + b.exponent + 32);
}

fn long_greater(a: Long, b: Long) -> bool {
  if (a.high == 0u || b.high == 0u) { return a.high > b.high; }
  if (a.exponent != b.exponent) { return a.exponent > b.exponent; }
  if (a.high != b.high) { return a.high > b.high; }
  return a.low > b.low;
}
