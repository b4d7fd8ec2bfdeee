// The adjoint of lib/interpolate: what is given of four places is added to the voxels that they are made of, by the same weights and borders. Which cells
// reach a voxel is not known beforehand, so the sums are a field of atomics: of every voxel a whole number of 64 bits (two's complement, the low word
// first) in units of a power of two, and which numbers came that are none: 1 a NaN, 2 infinity, 4 its opposite. Whole numbers add up exactly in any
// order. The greatest magnitude given is `bits` bits, so that as many places as there are never overflow; what is below a unit is cut.
import package::access::{Cell, Row_sums, row_sums, size_sums, mark_sums, size_given, row_peak, load_peak};
import package::lib::finite::{is_finite4, is_nan4};
import package::lib::fold::fold4;
import package::lib::places::{Places, beyond4, is_outside4};
import package::lib::sums::{shift_of, WORDS};
import package::lib::light::power_of_two;
import package::lib::taps::{TAPS, first_tap4, tap_weights};
import package::lib::tally::tally;
import constants::{OUTSIDE, IS_FLAT};

// A number of less than 2^56, cut to 64 bits.
fn signed_words(v: f32) -> vec2u {
  let size = abs(v);
  let high = floor(size * 2.3283064365386963e-10);
  let low = u32(size - high * 4294967296.0);
  if (v < 0.0) { return vec2u(~low + 1u, ~u32(high) + select(0u, 1u, low == 0u)); }
  return vec2u(low, u32(high));
}

fn give_back4(x: Places, y: Places, z: Places, at: Cell, none: vec4<bool>, given: vec4f, bits: i32) {
  let field = size_sums();
  let n = vec3i(field.x / WORDS, field.yz);
  let end = size_given().x;
  let scale = power_of_two(shift_of(load_peak(row_peak(0, 0, 0), 0), bits));
  let finite = is_finite4(given);
  let lacking = is_nan4(given);
  let scaled = select(vec4f(0.0), given * scale, finite);
  // past the end of the row stands anything
  let x4 = vec4i(4 * at.x4) + vec4i(0, 1, 2, 3);
  var away = none | (x4 >= vec4i(end)) | ((given == vec4f(0.0)) & finite);
  if (OUTSIDE == 1) {
    away = away | is_outside4(x, n.x) | is_outside4(y, n.y);
    if (!IS_FLAT) { away = away | is_outside4(z, n.z); }
  }
  let wx = tap_weights(x.f);
  let wy = tap_weights(y.f);
  let wz = tap_weights(z.f);
  let x0 = first_tap4(x);
  let y0 = first_tap4(y);
  let z0 = select(first_tap4(z), z.i, IS_FLAT);
  // loops that a driver cannot write out: 256 additions compile slowly, and run slower (64³, cubic, lavapipe: 412 ms, 156 so)
  let taps = TAPS + (field.w >> 31u);
  for (var u = 0; u < select(taps, 1, IS_FLAT); u++) {
    let zs = fold4(z0 + u, n.z);
    for (var s = 0; s < taps; s++) {
      let ys = fold4(y0 + s, n.y);
      let across = wy[s] * select(wz[u], vec4f(1.0), IS_FLAT);
      for (var t = 0; t < taps; t++) {
        let xs = fold4(x0 + t, n.x);
        let weight = wx[t] * across;
        var skip = away | (weight == vec4f(0.0));
        if (OUTSIDE == 2) { skip = skip | beyond4(x0 + t, n.x) | beyond4(y0 + s, n.y) | beyond4(z0 + u, n.z); }
        for (var k = 0; k < 4; k++) {
          if (!skip[k]) {
            let row = row_sums(ys[k], zs[k], at.b);
            let place = u32(xs[k] * WORDS);
            if (finite[k]) {
              tally(row, place, signed_words(weight[k] * scaled[k]));
            } else {
              mark_sums(row, place + 2u, select(select(2u, 4u, given[k] < 0.0), 1u, lacking[k]));
            }
          }
        }
      }
    }
  }
}
