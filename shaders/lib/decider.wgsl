// How a level goes through a cube where the signs of its corners leave a choice: what hangs together on its faces and inside, of the trilinear interpolant. Values are less the level; corner
// i lies at its bits along x, y and z.
import package::lib::finite::is_finite;

// 2^-k for the greatest of four numbers, so that products of two neither overflow nor vanish; exact, and the same from both sides of a face.
fn scale_of(v: vec4f) -> f32 {
  let a = abs(v);
  let exponent = bitcast<u32>(max(max(a.x, a.y), max(a.z, a.w))) & 0x7f800000u;
  if (exponent == 0x7f800000u) { return 1.0; }
  return bitcast<f32>(clamp(0x7f000000u - exponent, 0x00800000u, 0x7e800000u));
}

// Of faces on which both diagonals differ, which have their high corners joined: a bit each, in order. They are if the product of their distances to the level is no less than that of the low
// ones: the sign of the bilinear saddle (Nielson and Hamann 1991, The asymptotic decider).
fn decided(v: array<f32, 8>, high: u32, faces: u32) -> u32 {
  var values = v;
  var bits = 0u;
  var left = faces;
  var k = 0u;
  while (left != 0u) {
    let face = countTrailingZeros(left);
    left &= left - 1u;
    let axis = face >> 1u;
    let first = 1u << ((axis + 1u) % 3u);
    let second = 1u << ((axis + 2u) % 3u);
    let base = (face & 1u) << axis;
    let around = vec4f(values[base], values[base | first], values[base | first | second], values[base | second]);
    let scaled = around * scale_of(around);
    let one = scaled.x * scaled.z;
    let other = scaled.y * scaled.w;
    let is_one = ((high >> base) & 1u) != 0u;
    if (select(other >= one, one >= other, is_one)) { bits |= 1u << k; }
    k += 1u;
  }
  return bits;
}

const LOW = 1u;
const HIGH = 2u;

// Whether corners of two groups hang together inside only: LOW or HIGH ones, or none (0). In a slice across z with the values a, b, c, d around it, opposite corners of one sign hang together where
// a c - b d has its sign; where they do not in faces, that can only be about the slice in which it is extreme (Chernyaev 1995, Marching cubes 33). `groups` are those of the corners, two bits each,
// and bit 16: LOW also where the extreme lies outside or tells the low corners apart.
fn tunnel(v: array<f32, 8>, groups: u32) -> u32 {
  var values = v;
  let below = vec4f(values[0], values[1], values[3], values[2]);
  let above = vec4f(values[4], values[5], values[7], values[6]);
  let eager = select(0u, LOW, (groups & 0x10000u) != 0u);
  let sum = dot(abs(below) + abs(above), vec4f(1.0));
  if (!is_finite(sum)) { return 0u; }
  let first = below * scale_of(max(abs(below), abs(above)));
  let rise = above * scale_of(max(abs(below), abs(above))) - first;
  let twice = 2.0 * (rise.x * rise.z - rise.y * rise.w);
  let slope = first.x * rise.z + first.z * rise.x - first.y * rise.w - first.w * rise.y;
  let top = select(slope, -slope, twice > 0.0);
  let whole = abs(twice);
  if (!(top > 0.0 && top < whole)) { return eager; }
  let at = first + top / whole * rise;
  let is_high = at > vec4f(0.0);
  if (is_high.x != is_high.z || is_high.y != is_high.w || is_high.x == is_high.y) { return 0u; }
  if (eager != 0u) { return eager; }
  // which two of the four hang together; where neither do, the high ones
  let crossed = select(at.x * at.z < at.y * at.w, at.x * at.z <= at.y * at.w, is_high.y);
  let one = select(0u, 1u, crossed);
  let joins_high = select(is_high.x, is_high.y, crossed);
  let corners = array<u32, 4>(0u, 1u, 3u, 2u);
  let a = corners[one] + select(4u, 0u, (first[one] > 0.0) == joins_high);
  let c = corners[one + 2u] + select(4u, 0u, (first[one + 2u] > 0.0) == joins_high);
  if (((groups >> (2u * a)) & 3u) == ((groups >> (2u * c)) & 3u)) { return 0u; }
  return select(LOW, HIGH, joins_high);
}
