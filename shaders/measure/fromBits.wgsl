// dst = the number whose bits src holds. Bytes: one load, one store.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst, Value_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, bitcast<Value_dst>(load4_src(row_src(at.y, at.z, at.b), at.x4)));
}
