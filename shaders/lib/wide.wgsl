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

// Whole numbers with a sign in 64 bits, as two's complement.
fn signed_wide(v: i32) -> vec2u { return vec2u(bitcast<u32>(v), select(0u, 0xffffffffu, v < 0)); }

fn signed_product(a: i32, b: i32) -> vec2u {
  let p = wide_product(bitcast<u32>(a), bitcast<u32>(b));
  return vec2u(p.x, p.y - select(0u, bitcast<u32>(b), a < 0) - select(0u, bitcast<u32>(a), b < 0));
}

// a b in 128 bits, the lowest word first.
fn long_by_long(a: vec2u, b: vec2u) -> vec4u {
  let low = wide_product(a.x, b.x);
  let cross = wide_product(a.x, b.y);
  let other = wide_product(a.y, b.x);
  let middle = wide_sum(wide_sum(vec2u(low.y, 0u), vec2u(cross.x, 0u)), vec2u(other.x, 0u));
  let upper = wide_sum(wide_sum(vec2u(middle.y, 0u), vec2u(cross.y, 0u)), vec2u(other.y, 0u));
  return vec4u(low.x, middle.x, wide_sum(wide_product(a.y, b.y), upper));
}

// a b in 96 bits, the lowest word first.
fn wide_scaled(a: vec2u, b: u32) -> vec3u {
  let low = wide_product(a.x, b);
  let high = wide_sum(wide_product(a.y, b), vec2u(low.y, 0u));
  return vec3u(low.x, high);
}

// With a sign, in 96 bits.
fn signed_long(v: vec2u) -> vec3u { return vec3u(v, select(0u, 0xffffffffu, (v.y & 0x80000000u) != 0u)); }

// a b in 96 bits, of a number of 64 bits and one of 32 with signs: what is below 0 counts as 2^64 and 2^32 more.
fn signed_scaled(a: vec2u, b: i32) -> vec3u {
  let p = wide_scaled(a, bitcast<u32>(b));
  let of_a = select(0u, bitcast<u32>(b), (a.y & 0x80000000u) != 0u);
  let of_b = select(vec2u(0u), a, b < 0);
  let low = p.y - of_b.x;
  return vec3u(p.x, low, p.z - of_b.y - of_a - select(0u, 1u, p.y < of_b.x));
}

// a b in 96 bits with signs, of a number of 96 bits and one of 32, as long as that has room: what is below 0 counts as 2^32 more.
fn long_scaled(a: vec3u, b: i32) -> vec3u {
  let p = wide_scaled(a.xy, bitcast<u32>(b));
  let high = wide_sum(p.yz, vec2u(0u, a.z * bitcast<u32>(b)));
  let taken = select(vec2u(0u), a.xy, b < 0);
  return vec3u(p.x, high.x - taken.x, high.y - taken.y - select(0u, 1u, high.x < taken.x));
}

// a + b in 96 bits.
fn long_add(a: vec3u, b: vec3u) -> vec3u {
  let low = wide_sum(vec2u(a.x, 0u), vec2u(b.x, 0u));
  let middle = wide_sum(wide_sum(vec2u(a.y, 0u), vec2u(b.y, 0u)), vec2u(low.y, 0u));
  return vec3u(low.x, middle.x, a.z + b.z + middle.y);
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
  return long_of(long_by_long(vec2u(a.low, a.high), vec2u(b.low, b.high)).yzw, a.exponent + b.exponent + 32);
}

fn long_greater(a: Long, b: Long) -> bool {
  if (a.high == 0u || b.high == 0u) { return a.high > b.high; }
  if (a.exponent != b.exponent) { return a.exponent > b.exponent; }
  if (a.high != b.high) { return a.high > b.high; }
  return a.low > b.low;
}

// a + b, cut to 64 bits.
fn long_sum(a: Long, b: Long) -> Long {
  let swap = a.high == 0u || (b.high != 0u && b.exponent > a.exponent);
  let large = Long(select(a.high, b.high, swap), select(a.low, b.low, swap), select(a.exponent, b.exponent, swap));
  let small = vec2u(select(b.low, a.low, swap), select(b.high, a.high, swap));
  let apart = large.exponent - select(b.exponent, a.exponent, swap);
  if (small.y == 0u || apart > 63) { return large; }
  let shift = u32(apart) & 31u;
  let rest = (32u - shift) & 31u;
  let low = select((small.x >> shift) | (small.y << rest), small.x, shift == 0u);
  let high = small.y >> shift;
  let moved = select(vec2u(low, high), vec2u(high, 0u), apart > 31);
  let sum = wide_sum(vec2u(large.low, large.high), moved);
  let carry = sum.y < large.high || (sum.y == large.high && sum.x < large.low);
  return long_of(vec3u(sum, select(0u, 1u, carry)), large.exponent);
}

// (a 2^32 + b) / d and what is left, for a < d with the first bit of d set: two digits of 16 bits, each guessed from the upper half of
// d, which is at most two too many (Knuth, The Art of Computer Programming 2, 4.3.1 D).
fn wide_quotient(a: u32, b: u32, d: u32) -> vec2u {
  var rest = a;
  var quotient = 0u;
  for (var k = 0; k < 2; k++) {
    let next = select(b & 0xffffu, b >> 16u, k == 0);
    var digit = rest / (d >> 16u);
    var left = rest - digit * (d >> 16u);
    for (var turn = 0; turn < 2; turn++) {
      if (left < 0x10000u && (digit > 0xffffu || digit * (d & 0xffffu) > ((left << 16u) | next))) {
        digit -= 1u;
        left += d >> 16u;
      }
    }
    rest = ((rest << 16u) | next) - digit * d;
    quotient = (quotient << 16u) | digit;
  }
  return vec2u(quotient, rest);
}

// a / b for b above 0, cut to 63 bits.
fn long_quotient(a: Long, b: u32) -> Long {
  let shift = countLeadingZeros(b);
  let d = b << shift;
  let first = wide_quotient(a.high >> 1u, (a.high << 31u) | (a.low >> 1u), d);
  let second = wide_quotient(first.y, a.low << 31u, d);
  return long_of(vec3u(second.x, first.x, 0u), a.exponent + i32(shift) - 31);
}
