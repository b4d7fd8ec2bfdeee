// dst, a row a column: the central moments of third order xxx, xxy, xyy, yyy, and of a volume (DIMS 3) zzz, xxz, xzz, yyz, yzz, xyz, from sums about the voxel nearest to the centroid, which is
// half a voxel away at most. 0 behind the last of `count` rows. An invocation makes four regions. Bytes: 31 words at random and 4 stores a region, in a volume 49 and 10.
import package::access::{cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_moments, row_thirds, row_dst, store4_dst};
import package::lib::moments::{in_unit, moved};
import package::lib::regionMoments::moments_of;
import constants::{WX, WY, DIMS};

struct Params {
  x: f32,
  y: f32,
  z: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var out: array<vec4f, 10>;
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let label = i32(labels[k]);
      let m = moments_of(load_sums(row_sums(label, 0, 0), 0), row_moments(label, 0, 0), row_thirds(label, 0, 0));
      let central = in_unit(moved(m, -m.first / m.mass), vec3f(params.x, params.y, params.z));
      for (var r = 0; r < 10; r++) { out[r][k] = central.thirds[r]; }
    }
  }
  for (var r = 0; r < select(4, 10, DIMS == 3); r++) { store4_dst(row_dst(r, 0, 0), at.x4, out[r]); }
}
