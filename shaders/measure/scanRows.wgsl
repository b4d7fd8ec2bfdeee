// dst(y) = src(0) + ... + src(y): a running sum along any axis but x, in blocks of BLOCK rows. `before` holds the running sums
// of whole blocks; each block starts from the one before it. An invocation makes BLOCK rows of four voxels. A window may cut a
// block: then its rows above are summed again and not stored, so that the sums have the same order.
import package::access::{cell, row_src, load4_src, Value_src, row_before, load4_before, row_dst, store4_dst};
import constants::{WX, WY, BLOCK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let end = min(at.y + BLOCK, at.y_end);
  var running = Value_src();
  for (var y = (at.y / BLOCK) * BLOCK; y < end; y++) {
    if (y % BLOCK == 0) {
      running = Value_src();
      if (y > 0) { running = load4_before(row_before(y / BLOCK - 1, at.z, at.b), at.x4); }
    }
    running += load4_src(row_src(y, at.z, at.b), at.x4);
    if (y >= at.y) { store4_dst(row_dst(y, at.z, at.b), at.x4, running); }
  }
}
