// dst = f(src, ...) voxel by voxel, TILE rows an invocation: the expression itself is in the access module. Bytes: each input once, the output once.
// All rows are loaded before one is stored: loads that wait for memory then wait together, however long the expression is (a loop over
// rows that computes much stays rolled, and waits row by row). lavapipe 26.1, 2048² f32, five operations: 3.6 -> 2.5 ms, a copy 2.2.
import package::access::{cell, row_src, load4_src, Value_src, row_dst, store4_dst};
import constants::{WX, WY, TILE};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var made: array<Value_src, TILE>;
  for (var k = 0; k < TILE; k++) { made[k] = load4_src(row_src(min(at.y + k, at.y_end - 1), at.z, at.b), at.x4); }
  for (var k = 0; k < TILE; k++) {
    if (at.y + k < at.y_end) { store4_dst(row_dst(at.y + k, at.z, at.b), at.x4, made[k]); }
  }
}
