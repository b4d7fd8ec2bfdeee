// stepsX along any other axis. An invocation makes four lines side by side; of a window that does not hold them whole, only its part is
// stored. Bytes: three loads and one store a voxel.
import package::access::{cell, row_src, load4_src, size_src, row_level, load4_level, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::flood::{steps4_from, NOT_YET};
import constants::{WX, WY, IS_BACK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let steps = select(at.y_end, n - at.y, IS_BACK);
  var last = vec4u(NOT_YET);
  var beside = vec4u(0u);
  for (var i = 0; i < steps; i++) {
    let y = select(i, n - 1 - i, IS_BACK);
    let level = load4_level(row_level(y, at.z, at.b), at.x4);
    let ground = load4_ground(row_ground(y, at.z, at.b), at.x4);
    last = min(load4_src(row_src(y, at.z, at.b), at.x4), steps4_from(beside, last, level, ground));
    beside = level;
    if (y >= at.y && y < at.y_end) { store4_dst(row_dst(y, at.z, at.b), at.x4, last); }
  }
}
