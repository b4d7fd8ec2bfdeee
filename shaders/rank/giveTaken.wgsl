// dst(q) = Σ of given(p) over the voxels p whose filter took q: those with offset(place(p)) = q - p. The first q lies `before` the image. Offsets in the order of the table.
// Four voxels along x an invocation. Cost: a load and a comparison for every offset, and a load of what is found.
import package::access::{
  cell, row_given, load_given, size_given, row_place, load_place, row_dst, store4_dst, table_offsets,
};
import package::lib::sealed::nothing;
import constants::{WX, WY};

struct Params {
  count: i32,
  before_x: i32,
  before_y: i32,
  before_z: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_given();
  var sums = vec4f(nothing(n.x));
  for (var k = 0; k < params.count; k++) {
    let x = at.x4 * 4 - params.before_x - table_offsets(3 * k);
    let y = at.y - params.before_y - table_offsets(3 * k + 1);
    let z = at.z - params.before_z - table_offsets(3 * k + 2);
    if (y < 0 || y >= n.y || z < 0 || z >= n.z) { continue; }
    let places = row_place(y, z, at.b);
    let row = row_given(y, z, at.b);
    for (var lane = 0; lane < 4; lane++) {
      let p = x + lane;
      if (p >= 0 && p < n.x && load_place(places, p) == u32(k)) { sums[lane] += load_given(row, p); }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sums);
}
