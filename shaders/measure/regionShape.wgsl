// dst, a row a column: central moments xx, yy, zz, xy, xz, yz; the lengths of the major and minor axis of the ellipse or ellipsoid of the same moments; the three (DIMS 2: two) eigenvalues of the
// inertia tensor, descending; eccentricity and orientation (DIMS 2), or the direction of the major axis along z, y, x. 0 behind the last of `count` rows. An
// invocation makes four regions. Bytes: 19 words at random and 14 stores a region.
import package::access::{cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_moments, Row_moments, load_moments, row_dst, store4_dst};
import package::lib::float64::float_of;
import package::lib::jacobi::eigen_of;
import constants::{WX, WY, DIMS};

struct Params {
  x: f32,
  y: f32,
  z: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn moment(moments: Row_moments, k: i32) -> f32 { return float_of(vec2u(load_moments(moments, 2 * k), load_moments(moments, 2 * k + 1))); }

// The sum of products of deviations from the mean.
fn central(moments: Row_moments, k: i32, a: i32, b: i32, count: f32) -> f32 {
  return moment(moments, k) - moment(moments, a) * moment(moments, b) / count;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var out: array<vec4f, 14>;
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let count = f32(load_sums(row_sums(i32(labels[k]), 0, 0), 0));
      let m = row_moments(i32(labels[k]), 0, 0);
      let squares = vec3f(central(m, 3, 0, 0, count), central(m, 4, 1, 1, count), central(m, 5, 2, 2, count));
      let along = max(squares, vec3f(0.0)) * vec3f(params.x * params.x, params.y * params.y, params.z * params.z);
      let xy = central(m, 6, 0, 1, count) * params.x * params.y;
      let xz = central(m, 7, 0, 2, count) * params.x * params.z;
      let yz = central(m, 8, 1, 2, count) * params.y * params.z;
      let eigen = eigen_of(along / count, xy / count, xz / count, yz / count);
      let l = max(eigen.values, vec3f(0.0));
      out[0][k] = along.x;
      out[1][k] = along.y;
      out[2][k] = along.z;
      out[3][k] = xy;
      out[4][k] = xz;
      out[5][k] = yz;
      if (DIMS == 2) {
        out[6][k] = 4.0 * sqrt(l.x);
        out[7][k] = 4.0 * sqrt(l.y);
        out[8][k] = l.x;
        out[9][k] = l.y;
        out[11][k] = select(sqrt(max(0.0, 1.0 - l.y / l.x)), 0.0, l.x == 0.0);
        // from the rows to the axis, as scikit-image
        let aslant = select(-0.7853981633974483, 0.7853981633974483, xy >= 0.0);
        out[12][k] = select(0.5 * atan2(2.0 * xy, along.y - along.x), aslant, along.x == along.y);
      } else {
        out[6][k] = sqrt(20.0 * l.x);
        out[7][k] = sqrt(20.0 * l.z);
        out[8][k] = l.x + l.y;
        out[9][k] = l.x + l.z;
        out[10][k] = l.y + l.z;
        // of the two directions the one that points on along z, else y, else x
        let v = normalize(eigen.vectors[0]);
        let ahead = select(select(v.x, v.y, v.y != 0.0), v.z, v.z != 0.0);
        let axis = select(v, -v, ahead < 0.0);
        out[11][k] = axis.z;
        out[12][k] = axis.y;
        out[13][k] = axis.x;
      }
    }
  }
  for (var r = 0; r < 14; r++) { store4_dst(row_dst(r, 0, 0), at.x4, out[r]); }
}
