// dst = which of the offsets of a table has the value that a filter took at each voxel: the first, counted from 0. Values compare as whole-number keys, so that -0 is not 0 and a NaN
// is the first NaN. A filter that took none of them (there is none) would leave `count`.
// Four voxels along x an invocation. Cost: a load and a comparison for every offset.
import package::access::{
  cell, Row_src, row_src, load4_src, size_src, Scalar_src, row_taken, load4_taken, row_dst, store4_dst, table_offsets,
};
import package::lib::border::{border_index, border_outside};
import package::lib::keys::key4;
import package::lib::load::load4_border;
import package::lib::shift::shifted4;
import constants::{WX, WY};

struct Params {
  outside: u32,
  count: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The bits of four voxels.
fn bits_at(row: Row_src, x: i32, n: i32, outside: Scalar_src) -> vec4u {
  if (x < 0 || x + 4 > n) { return bitcast<vec4u>(load4_border(row, x, n, outside)); }
  let low = bitcast<vec4u>(load4_src(row, x >> 2u));
  if ((x & 3) == 0) { return low; }
  return shifted4(low, bitcast<vec4u>(load4_src(row, (x >> 2u) + 1)), x & 3);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let outside = bitcast<Scalar_src>(params.outside);
  let wanted = key4(bitcast<vec4u>(load4_taken(row_taken(at.y, at.z, at.b), at.x4)), 0xffffffffu);
  var found = vec4u(u32(params.count));
  for (var k = params.count - 1; k >= 0; k--) {
    let y = at.y + table_offsets(3 * k + 1);
    let z = at.z + table_offsets(3 * k + 2);
    let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
    let seen = bits_at(row, at.x4 * 4 + table_offsets(3 * k), n.x, outside);
    let key = key4(select(seen, vec4u(params.outside), border_outside(y, n.y) || border_outside(z, n.z)), 0xffffffffu);
    found = select(found, vec4u(u32(k)), key == wanted);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
