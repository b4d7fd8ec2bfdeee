// dst = the value that a key of orderedKey stands for.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst, Value_dst};
import package::lib::keys::{unkey4};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bits = unkey4(load4_src(row_src(at.y, at.z, at.b), at.x4));
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, bitcast<Value_dst>(bits));
}
