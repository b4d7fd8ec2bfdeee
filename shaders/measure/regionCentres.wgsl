// What regions are measured from, a label a row: the whole voxel nearest to their centroid (x, y, z), the mean intensity, and the powers of two that make whole numbers of
// 20 bits of the deviations from it, and of 19 of the intensities themselves. An invocation makes a row. Bytes: two rows loaded, one stored.
import package::access::{cell, row_sums, load_sums, row_light, row_mass, row_dst, store4_dst};
import package::lib::float64::float_of;
import package::lib::light::{exponent_of, power_of_two};
import package::lib::regionLight::{greatest_of, least_of, unit_for};
import package::lib::regionMass::mean_of;
import constants::{WX, WY, HAS_LIGHT};

fn centre(low: u32, high: u32, count: f32) -> f32 { return round(float_of(vec2u(low, high)) / count); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(at.y, at.z, at.b);
  let count = f32(max(load_sums(sums, 0), 1u));
  var light = vec3f(0.0);
  if (HAS_LIGHT) {
    let row = row_light(at.y, at.z, at.b);
    let mean = mean_of(row_mass(at.y, at.z, at.b), unit_for(row), count);
    let greatest = greatest_of(row);
    let least = least_of(row);
    let apart = exponent_of(max(greatest - mean, mean - least));
    light = vec3f(mean, power_of_two(19 - apart), power_of_two(18 - exponent_of(max(abs(greatest), abs(least)))));
  }
  let out = row_dst(at.y, at.z, at.b);
  let x = centre(load_sums(sums, 2), load_sums(sums, 3), count);
  let y = centre(load_sums(sums, 4), load_sums(sums, 5), count);
  let z = centre(load_sums(sums, 6), load_sums(sums, 7), count);
  store4_dst(out, at.x4, vec4f(x, y, z, light.x));
  store4_dst(out, at.x4 + 1, vec4f(light.yz, 0.0, 0.0));
}
