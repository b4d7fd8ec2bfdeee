// dst, a row a column: of a region's intensities the mean, the sum, the least and the greatest; NaN where one of them is not finite, 0 behind the last of `count` rows. An invocation
// makes four regions.
import package::access::{
  cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_light, row_mass, row_dst, store4_dst,
};
import package::lib::math::nan_where;
import package::lib::regionLight::{broken, greatest_of, least_of, unit_for};
import package::lib::regionMass::{mean_of, sum_of};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var out: array<vec4f, 4>;
  var nan = vec4<bool>(false);
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let light = row_light(i32(labels[k]), 0, 0);
      let mass = row_mass(i32(labels[k]), 0, 0);
      let unit = unit_for(light);
      out[0][k] = mean_of(mass, unit, f32(load_sums(row_sums(i32(labels[k]), 0, 0), 0)));
      out[1][k] = sum_of(mass, unit);
      out[2][k] = least_of(light);
      out[3][k] = greatest_of(light);
      nan[k] = broken(light) > 0u;
    }
  }
  for (var r = 0; r < 4; r++) { store4_dst(row_dst(r, 0, 0), at.x4, nan_where(out[r], nan)); }
}
