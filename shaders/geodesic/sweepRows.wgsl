// dst(y) = min(mask(y), max(src(y), dst(y - 1))), or dst(y + 1) (IS_BACK): sweepX along any other axis. An invocation makes four
// lines side by side; of a window that does not hold them whole, only its part is stored. Bytes: two loads and one store a voxel.
import package::access::{cell, row_src, load4_src, size_src, row_mask, load4_mask, row_dst, store4_dst, Value_dst};
import constants::{WX, WY, IS_BACK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let steps = select(at.y_end, n - at.y, IS_BACK);
  var last = vec4u(0u);
  for (var i = 0; i < steps; i++) {
    let y = select(i, n - 1 - i, IS_BACK);
    let limit = load4_mask(row_mask(y, at.z, at.b), at.x4);
    last = min(limit, max(load4_src(row_src(y, at.z, at.b), at.x4), last));
    if (y >= at.y && y < at.y_end) { store4_dst(row_dst(y, at.z, at.b), at.x4, Value_dst(last)); }
  }
}
