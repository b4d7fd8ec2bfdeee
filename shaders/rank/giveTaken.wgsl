// dst(q) = Σ of given(p) over the voxels p whose filter took q: those with offset(place(p)) = q - p. The first q lies `before` the image. Offsets in the order of the table.
// Four voxels along x an invocation. Cost: a load and a comparison for every offset, and a load of what is found.
import package::access::{
  cell, row_given, load4_given, size_given, row_place, load4_place, row_dst, store4_dst, table_offsets,
};
import package::lib::sealed::nothing;
import package::lib::shift::shifted4;
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
  let last = (n.x - 1) >> 2u;
  var sums = vec4f(nothing(n.x));
  for (var k = 0; k < params.count; k++) {
    let x = at.x4 * 4 - params.before_x - table_offsets(3 * k);
    let y = at.y - params.before_y - table_offsets(3 * k + 1);
    let z = at.z - params.before_z - table_offsets(3 * k + 2);
    if (y < 0 || y >= n.y || z < 0 || z >= n.z) { continue; }
    let places = row_place(y, z, at.b);
    let row = row_given(y, z, at.b);
    // groups past the ends are any: their voxels are not inside
    let p = vec4i(x) + vec4i(0, 1, 2, 3);
    let low = clamp(x >> 2u, 0, last);
    let high = clamp((x >> 2u) + 1, 0, last);
    let place = shifted4(load4_place(places, low), load4_place(places, high), x & 3);
    let here = (place == vec4u(u32(k))) & (p >= vec4i(0)) & (p < vec4i(n.x));
    if (any(here)) {
      let given = shifted4(bitcast<vec4u>(load4_given(row, low)), bitcast<vec4u>(load4_given(row, high)), x & 3);
      sums += select(vec4f(0.0), bitcast<vec4f>(given), here);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sums);
}
