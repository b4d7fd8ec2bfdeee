// Whole numbers in the order of values: the bits of f32, i32 or u32 (KIND 0, 1, 2) as u32 keys, so that a comparison of keys
// is one of values on every driver, infinities included. All NaNs become one key that the caller chooses: 0 or 0xffffffff,
// which no number has.
import package::lib::finite::{INFINITE, MAGNITUDE};
import constants::{KIND};

const F32 = 0;
const I32 = 1;
const SIGN: u32 = 0x80000000u;

fn key4(bits: vec4u, of_nan: u32) -> vec4u {
  if (KIND == F32) {
    let below_zero = bitcast<vec4u>(bitcast<vec4i>(bits) >> vec4u(31u));
    return select(bits ^ (below_zero | vec4u(SIGN)), vec4u(of_nan), (bits & vec4u(MAGNITUDE)) > vec4u(INFINITE));
  }
  if (KIND == I32) { return bits ^ vec4u(SIGN); }
  return bits;
}

// The bits that a key stands for; those of a NaN for the keys of NaNs.
fn unkey4(key: vec4u) -> vec4u {
  if (KIND == F32) {
    let below_zero = bitcast<vec4u>(bitcast<vec4i>(~key) >> vec4u(31u));
    return key ^ (below_zero | vec4u(SIGN));
  }
  if (KIND == I32) { return key ^ vec4u(SIGN); }
  return key;
}

// The keys of the two infinities, or of the least and the greatest whole number.
fn least_key() -> u32 { return select(0u, 0x007fffffu, KIND == F32); }
fn greatest_key() -> u32 { return select(0xffffffffu, 0xff800000u, KIND == F32); }
