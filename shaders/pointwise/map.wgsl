// dst = f(src, ...) voxel by voxel, TILE rows an invocation: the expression itself is in the access module. Bytes: each input once, the output once.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst};
import constants::{WX, WY, TILE};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = min(TILE, at.y_end - at.y);
  for (var k = 0; k < rows; k++) {
    let y = at.y + k;
    store4_dst(row_dst(y, at.z, at.b), at.x4, load4_src(row_src(y, at.z, at.b), at.x4));
  }
}
