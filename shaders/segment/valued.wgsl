// valued(r - 1) = the bits of src where `rank` is r: all voxels of one rank have one number. Four voxels along x an invocation. Bytes: two
// loads, and a word where ranks change.
import package::access::{cell, size_src, row_src, load4_src, row_rank, load4_rank, row_valued, put_valued};
import constants::{WX, WY};

struct Params {
  // how many are kept of each n and c, in rows of so many
  most: u32,
  size: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let v = bitcast<vec4u>(load4_src(row_src(at.y, at.z, at.b), at.x4));
  let rank = load4_rank(row_rank(at.y, at.z, at.b), at.x4);
  let valued = row_valued(0, 0, 0);
  var last = 0u;
  for (var i = 0; i < 4; i++) {
    let r = rank[i];
    if (r == last || r == 0u || r > params.most || 4 * at.x4 + i >= size_src().x) { continue; }
    last = r;
    put_valued(valued, u32(at.b) * params.size + r - 1u, v[i]);
  }
}
