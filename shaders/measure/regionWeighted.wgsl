// dst, a row a column: of a region's intensities the central moments xx, yy, zz, xy, xz, yz and those of third order in the order of lib/moments, then the sums of products of up to three distances
// from where its box begins: x, y, z, and those two again. NaN where an intensity is not finite, those about the centroid also where they sum to 0; 0 behind the last of `count` rows. An
// invocation makes four regions. Bytes: 42 words at random and 35 stores a region, in a volume 72.
import package::access::{
  cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_light, row_centres, load4_centres, row_weights, Row_weights, load_weights,
  row_dst, store4_dst,
};
import package::lib::float64::float_of_long;
import package::lib::math::nan_where;
import package::lib::moments::{in_unit, Moments, moved};
import package::lib::regionLight::broken;
import constants::{WX, WY, DIMS};

struct Params {
  x: f32,
  y: f32,
  z: f32,
  bits: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn weight(weights: Row_weights, k: i32) -> f32 {
  return float_of_long(vec3u(load_weights(weights, 3 * k), load_weights(weights, 3 * k + 1), load_weights(weights, 3 * k + 2)));
}

// In units of what intensities are counted in.
fn moments_of(w: Row_weights) -> Moments {
  var m: Moments;
  m.mass = weight(w, 0);
  m.first = vec3f(weight(w, 1), weight(w, 2), 0.0);
  m.squares = vec3f(weight(w, 3), weight(w, 5), 0.0);
  m.products = vec3f(weight(w, 4), 0.0, 0.0);
  for (var k = 0; k < 4; k++) { m.thirds[k] = weight(w, 6 + k); }
  if (DIMS == 3) {
    m.first.z = weight(w, 10);
    m.squares.z = weight(w, 11);
    m.products.y = weight(w, 12);
    m.products.z = weight(w, 13);
    for (var k = 4; k < 10; k++) { m.thirds[k] = weight(w, 10 + k); }
  }
  return m;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  let side = vec3f(params.x, params.y, params.z);
  var out: array<vec4f, 35>;
  var nan = vec4<bool>(false);
  var lost = vec4<bool>(false);
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let label = i32(labels[k]);
      let sums = row_sums(label, 0, 0);
      let centre = load4_centres(row_centres(label, 0, 0), 0);
      let begin = vec3f(vec3u(~load_sums(sums, 8), ~load_sums(sums, 10), ~load_sums(sums, 12)));
      let m = moments_of(row_weights(label, 0, 0));
      let unit = 1.0 / (centre.w * f32(1u << params.bits));
      let central = in_unit(moved(m, -m.first / select(m.mass, 1.0, m.mass == 0.0)), side);
      let raw = in_unit(moved(m, centre.xyz - begin), side);
      nan[k] = broken(row_light(label, 0, 0)) > 0u;
      lost[k] = nan[k] || m.mass == 0.0;
      for (var r = 0; r < 3; r++) {
        out[r][k] = central.squares[r] * unit;
        out[3 + r][k] = central.products[r] * unit;
        out[16 + r][k] = raw.first[r] * unit;
        out[19 + r][k] = raw.squares[r] * unit;
        out[22 + r][k] = raw.products[r] * unit;
      }
      for (var r = 0; r < 10; r++) {
        out[6 + r][k] = central.thirds[r] * unit;
        out[25 + r][k] = raw.thirds[r] * unit;
      }
    }
  }
  for (var r = 0; r < 16; r++) { store4_dst(row_dst(r, 0, 0), at.x4, nan_where(out[r], lost)); }
  for (var r = 16; r < 32; r++) { store4_dst(row_dst(r, 0, 0), at.x4, nan_where(out[r], nan)); }
  for (var r = 32; r < 35; r++) { store4_dst(row_dst(r, 0, 0), at.x4, nan_where(out[r], nan)); }
}
