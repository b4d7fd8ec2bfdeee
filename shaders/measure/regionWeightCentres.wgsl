// Where weighted moments are counted from, a label a row: the whole voxel (x, y, z) of the region's box that is nearest to its centroid weighted by intensity, and the power of two that
// makes whole numbers of 20 bits of the intensities. The centre of all voxels where they sum to 0. Bytes: three rows loaded, one stored.
import package::access::{cell, row_sums, load_sums, row_light, row_centres, load4_centres, row_spread, Row_spread, load_spread, row_dst, store4_dst};
import package::lib::float64::float_of;
import package::lib::light::{exponent_of, power_of_two};
import package::lib::regionLight::{greatest_of, least_of};
import constants::{WX, WY};

fn spread_of(spread: Row_spread, k: i32) -> f32 { return float_of(vec2u(load_spread(spread, 2 * k), load_spread(spread, 2 * k + 1))); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(at.y, at.z, at.b);
  let light = row_light(at.y, at.z, at.b);
  let spread = row_spread(at.y, at.z, at.b);
  let centre = load4_centres(row_centres(at.y, at.z, at.b), 0).xyz;
  let weight = spread_of(spread, 2);
  let apart = vec3f(spread_of(spread, 3), spread_of(spread, 4), spread_of(spread, 5)) / select(weight, 1.0, weight == 0.0);
  let first = vec3f(vec3u(~load_sums(sums, 8), ~load_sums(sums, 10), ~load_sums(sums, 12)));
  let last = vec3f(vec3u(load_sums(sums, 9), load_sums(sums, 11), load_sums(sums, 13))) - vec3f(1.0);
  let own = clamp(round(centre + select(apart, vec3f(0.0), weight == 0.0)), first, max(first, last));
  let scale = power_of_two(19 - exponent_of(max(abs(greatest_of(light)), abs(least_of(light)))));
  // a row without voxels has no box
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(vec4f(0.0), vec4f(own, scale), load_sums(sums, 0) > 0u));
}
