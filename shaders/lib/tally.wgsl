// Whole numbers of 64 bits, negative ones as two's complement, added up at two places of the field of atomics `sums`, the low word first. Every
// wrap of the low word is seen by the one addition that makes it, so that the sum is exact in whatever order they come.
import package::access::{Row_sums, add_sums};

fn tally(sums: Row_sums, place: u32, v: vec2u) {
  let before = add_sums(sums, place, v.x);
  let high = v.y + select(0u, 1u, before + v.x < before);
  if (high != 0u) { add_sums(sums, place + 1u, high); }
}
