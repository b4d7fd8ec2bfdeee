// dst(x) = src(0) + ... + src(x): a running sum along x, in blocks of BLOCK groups of four. `before` holds the running sums of
// the blocks' totals, four lanes a block; each block starts from the last lane of the one before it.
import package::access::{cell, row_src, load4_src, Value_src, Scalar_src, size_src, row_before, load_before, row_dst, store4_dst};
import constants::{WX, WY, BLOCK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_src(at.y, at.z, at.b);
  let out = row_dst(at.y, at.z, at.b);
  let end = min(at.x4 + BLOCK, (size_src().x + 3) / 4);
  var running = Scalar_src();
  if (at.x4 > 0) { running = load_before(row_before(at.y, at.z, at.b), (at.x4 / BLOCK) * 4 - 1); }
  for (var x4 = at.x4; x4 < end; x4++) {
    let v = load4_src(row, x4);
    let pairs = v + Value_src(Scalar_src(), v.x, Scalar_src(), v.z);
    let sums = pairs + Value_src(Scalar_src(), Scalar_src(), pairs.y, pairs.y) + Value_src(running);
    store4_dst(out, x4, sums);
    running = sums.w;
  }
}
