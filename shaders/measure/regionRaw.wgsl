// dst, a row a column: the sums of products of up to three distances from where a region's box begins: x, y, z, xx, yy, zz, xy, xz, yz, and those of three in the order of lib/moments. From
// sums about the voxel nearest to the centroid: no distance is below 0, and little cancels. 0 behind the last of `count` rows. An invocation makes four regions. Bytes: 37 words at random
// and 19 stores a region, in a volume 55.
import package::access::{
  cell, row_places, load4_places, row_count, load_count, row_sums, load_sums, row_centres, load4_centres, row_moments, row_thirds, row_dst, store4_dst,
};
import package::lib::moments::{in_unit, moved};
import package::lib::regionMoments::moments_of;
import constants::{WX, WY};

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
  var out: array<vec4f, 19>;
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) {
      let label = i32(labels[k]);
      let sums = row_sums(label, 0, 0);
      let m = moments_of(load_sums(sums, 0), row_moments(label, 0, 0), row_thirds(label, 0, 0));
      let begin = vec3f(vec3u(~load_sums(sums, 8), ~load_sums(sums, 10), ~load_sums(sums, 12)));
      let raw = in_unit(moved(m, load4_centres(row_centres(label, 0, 0), 0).xyz - begin), vec3f(params.x, params.y, params.z));
      for (var r = 0; r < 3; r++) {
        out[r][k] = raw.first[r];
        out[3 + r][k] = raw.squares[r];
        out[6 + r][k] = raw.products[r];
      }
      for (var r = 0; r < 10; r++) { out[9 + r][k] = raw.thirds[r]; }
    }
  }
  for (var r = 0; r < 10; r++) { store4_dst(row_dst(r, 0, 0), at.x4, out[r]); }
  for (var r = 10; r < 19; r++) { store4_dst(row_dst(r, 0, 0), at.x4, out[r]); }
}
