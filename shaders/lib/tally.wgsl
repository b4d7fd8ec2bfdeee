// Whole numbers of 64 bits, negative ones as two's complement, added up at two places of the field of atomics `sums`, the low word first. Every
// wrap of the low word is seen by the one addition that makes it, so that the sum is exact in whatever order they come.
import package::access::{Row_sums, add_sums};

fn tally(sums: Row_sums, place: u32, v: vec2u) {
  let before = add_sums(sums, place, v.x);
  let high = v.y + select(0u, 1u, before + v.x < before);
  if (high != 0u) { add_sums(sums, place + 1u, high); }
}

// The same of 96 bits, three places.
fn tally_long(sums: Row_sums, place: u32, v: vec3u) {
  let before = add_sums(sums, place, v.x);
  let carry = before + v.x < before;
  let middle = v.y + select(0u, 1u, carry);
  var high = v.z + select(0u, 1u, carry && middle == 0u);
  if (middle != 0u) {
    let there = add_sums(sums, place + 1u, middle);
    high += select(0u, 1u, there + middle < there);
  }
  if (high != 0u) { add_sums(sums, place + 2u, high); }
}
