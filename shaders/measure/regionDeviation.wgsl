// dst, a row a column: of a region's intensities the standard deviation, and of its places weighted by them the centroid along z, y and x, times the spacing; NaN where an intensity is not
// finite (a centroid also where they sum to 0), 0 behind the last of `count` rows. An invocation makes four regions.
import package::access::{
  cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_light, row_centres, load4_centres, row_spread, Row_spread, load_spread,
  row_dst, store4_dst,
};
import package::lib::float64::float_of;
import package::lib::math::nan_where;
import package::lib::regionLight::broken;
import constants::{WX, WY};

struct Params {
  x: f32,
  y: f32,
  z: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn spread_of(spread: Row_spread, k: i32) -> f32 { return float_of(vec2u(load_spread(spread, 2 * k), load_spread(spread, 2 * k + 1))); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var out: array<vec4f, 4>;
  var nan = vec4<bool>(false);
  var lost = vec4<bool>(false);
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let count = f32(load_sums(row_sums(i32(labels[k]), 0, 0), 0));
      let centre = load4_centres(row_centres(i32(labels[k]), 0, 0), 0);
      let scale = load4_centres(row_centres(i32(labels[k]), 0, 0), 1).x;
      let spread = row_spread(i32(labels[k]), 0, 0);
      let left = spread_of(spread, 0) / count;
      let weight = spread_of(spread, 2);
      nan[k] = broken(row_light(i32(labels[k]), 0, 0)) > 0u;
      lost[k] = nan[k] || weight == 0.0;
      out[0][k] = sqrt(max(0.0, spread_of(spread, 1) / count - left * left)) / scale;
      let apart = vec3f(spread_of(spread, 3), spread_of(spread, 4), spread_of(spread, 5)) / select(weight, 1.0, weight == 0.0);
      let place = (centre.xyz + apart) * vec3f(params.x, params.y, params.z);
      out[1][k] = place.z;
      out[2][k] = place.y;
      out[3][k] = place.x;
    }
  }
  store4_dst(row_dst(0, 0, 0), at.x4, nan_where(out[0], nan));
  for (var r = 1; r < 4; r++) { store4_dst(row_dst(r, 0, 0), at.x4, nan_where(out[r], lost)); }
}
