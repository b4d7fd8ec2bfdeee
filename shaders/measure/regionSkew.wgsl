// dst, a row a column: the central moments of third order xxx, xxy, xyy, yyy, and of a volume (DIMS 3) zzz, xxz, xzz, yyz, yzz, xyz, from sums about the voxel nearest to the centroid, which is
// half a voxel away at most. 0 behind the last of `count` rows. An invocation makes four regions. Bytes: 31 words at random and 4 stores a region, in a volume 49 and 10.
import package::access::{cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_moments, Row_moments, load_moments, row_thirds, Row_thirds, load_thirds, row_dst, store4_dst};
import package::lib::float64::{float_of, float_of_long};
import constants::{WX, WY, DIMS};

struct Params {
  x: f32,
  y: f32,
  z: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn moment(moments: Row_moments, k: i32) -> f32 { return float_of(vec2u(load_moments(moments, 2 * k), load_moments(moments, 2 * k + 1))); }

fn third(thirds: Row_thirds, k: i32) -> f32 {
  return float_of_long(vec3u(load_thirds(thirds, 3 * k), load_thirds(thirds, 3 * k + 1), load_thirds(thirds, 3 * k + 2)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  let side = vec3f(params.x, params.y, params.z);
  var out: array<vec4f, 10>;
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let count = f32(load_sums(row_sums(i32(labels[k]), 0, 0), 0));
      let m = row_moments(i32(labels[k]), 0, 0);
      let t = row_thirds(i32(labels[k]), 0, 0);
      let mean = vec3f(moment(m, 0), moment(m, 1), moment(m, 2)) / count;
      // xx yy zz xy xz yz
      let xx = moment(m, 3);
      let yy = moment(m, 4);
      let xy = moment(m, 6);
      let twice = 2.0 * count * mean;
      out[0][k] = (third(t, 0) - 3.0 * mean.x * xx + twice.x * mean.x * mean.x) * side.x * side.x * side.x;
      out[1][k] = (third(t, 1) - 2.0 * mean.x * xy - mean.y * xx + twice.x * mean.x * mean.y) * side.x * side.x * side.y;
      out[2][k] = (third(t, 2) - 2.0 * mean.y * xy - mean.x * yy + twice.x * mean.y * mean.y) * side.x * side.y * side.y;
      out[3][k] = (third(t, 3) - 3.0 * mean.y * yy + twice.y * mean.y * mean.y) * side.y * side.y * side.y;
      if (DIMS == 3) {
        let zz = moment(m, 5);
        let xz = moment(m, 7);
        let yz = moment(m, 8);
        out[4][k] = (third(t, 4) - 3.0 * mean.z * zz + twice.z * mean.z * mean.z) * side.z * side.z * side.z;
        out[5][k] = (third(t, 5) - 2.0 * mean.x * xz - mean.z * xx + twice.x * mean.x * mean.z) * side.x * side.x * side.z;
        out[6][k] = (third(t, 6) - 2.0 * mean.z * xz - mean.x * zz + twice.x * mean.z * mean.z) * side.x * side.z * side.z;
        out[7][k] = (third(t, 7) - 2.0 * mean.y * yz - mean.z * yy + twice.y * mean.y * mean.z) * side.y * side.y * side.z;
        out[8][k] = (third(t, 8) - 2.0 * mean.z * yz - mean.y * zz + twice.y * mean.z * mean.z) * side.y * side.z * side.z;
        out[9][k] = (third(t, 9) - mean.x * yz - mean.y * xz - mean.z * xy + twice.x * mean.y * mean.z) * side.x * side.y * side.z;
      }
    }
  }
  for (var r = 0; r < select(4, 10, DIMS == 3); r++) { store4_dst(row_dst(r, 0, 0), at.x4, out[r]); }
}
