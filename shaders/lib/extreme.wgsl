// The greatest, or least (IS_LEAST), of four lanes with its place: the first of equals, a NaN before all numbers, as NumPy has
// it. Place 0xffffffff is none, and loses to everything.
import package::lib::keys::{key4, unkey4};
import constants::{KIND, IS_LEAST};

const NOWHERE: u32 = 0xffffffffu;

struct Extreme {
  key: vec4u,
  place: vec4u,
}

fn extreme_nothing() -> Extreme { return Extreme(vec4u(0u), vec4u(NOWHERE)); }

// -0 equals 0: both have the key of 0.
fn extreme_of(bits: vec4u, place: vec4u) -> Extreme {
  let plain = select(bits, vec4u(0u), (bits == vec4u(0x80000000u)) & vec4<bool>(KIND == 0));
  var key = key4(plain, select(0xffffffffu, 0u, IS_LEAST));
  if (IS_LEAST) { key = ~key; }
  return Extreme(select(key, vec4u(0u), place == vec4u(NOWHERE)), place);
}

fn extreme_better(a: Extreme, b: Extreme) -> Extreme {
  let take = (b.key > a.key) | ((b.key == a.key) & (b.place < a.place));
  return Extreme(select(a.key, b.key, take), select(a.place, b.place, take));
}

fn extreme_bits(e: Extreme) -> vec4u {
  if (IS_LEAST) { return unkey4(~e.key); }
  return unkey4(e.key);
}
