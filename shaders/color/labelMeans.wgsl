// dst = the mean of the voxels of the rank of each, as color/labelSums has counted them; NaN where one of them is not finite. Four voxels along x an invocation. Bytes: one load and store, and four words at
// random where ranks change.
import package::access::{cell, size_ranks, row_ranks, load4_ranks, row_peak, load_peak, row_sums, load_sums, row_dst, store4_dst};
import package::lib::float64::float_of;
import package::lib::light::{exponent_of, power_of_two};
import package::lib::math::nan_where;
import constants::{WX, WY};

fn word(place: u32, b: i32) -> u32 { return load_sums(row_sums(i32(place >> 10u), 0, b), i32(place & 1023u)); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let ranks = load4_ranks(row_ranks(at.y, at.z, at.b), at.x4);
  let unit = power_of_two(exponent_of(load_peak(row_peak(0, 0, 0), 0)) - 29);
  var means = vec4f(0.0);
  var broken = vec4<bool>(false);
  for (var i = 0; i < 4; i++) {
    // pad lanes hold anything
    if (at.x4 * 4 + i >= size_ranks().x) { continue; }
    let place = 4u * ranks[i];
    let sum = float_of(vec2u(word(place + 2u, at.b), word(place + 3u, at.b)));
    means[i] = sum / f32(word(place, at.b)) * unit;
    broken[i] = word(place + 1u, at.b) != 0u;
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, nan_where(means, broken));
}
