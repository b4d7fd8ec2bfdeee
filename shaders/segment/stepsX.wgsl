// steps(x) = min(steps(x), steps from x - 1), or from x + 1 (IS_BACK): lib/flood along a whole row, as geodesic/sweepX. An invocation
// makes a row, so rows run side by side. Bytes: three loads and one store a voxel.
import package::access::{cell, row_src, load4_src, size_src, row_level, load4_level, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::flood::{steps_from, NOT_YET};
import constants::{WX, WY, IS_BACK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let groups = (n + 3) / 4;
  let row = row_src(at.y, at.z, at.b);
  let levels = row_level(at.y, at.z, at.b);
  let grounds = row_ground(at.y, at.z, at.b);
  let out = row_dst(at.y, at.z, at.b);
  var last = NOT_YET;
  var beside = 0u;
  for (var i = 0; i < groups; i++) {
    let x4 = select(i, groups - 1 - i, IS_BACK);
    // pad lanes hold anything
    let inside = vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n);
    let level = select(vec4u(0u), load4_level(levels, x4), inside);
    let ground = load4_ground(grounds, x4);
    var v = load4_src(row, x4);
    if (IS_BACK) {
      v.w = min(v.w, steps_from(beside, last, level.w, ground.w));
      v.z = min(v.z, steps_from(level.w, v.w, level.z, ground.z));
      v.y = min(v.y, steps_from(level.z, v.z, level.y, ground.y));
      v.x = min(v.x, steps_from(level.y, v.y, level.x, ground.x));
      last = v.x;
      beside = level.x;
    } else {
      v.x = min(v.x, steps_from(beside, last, level.x, ground.x));
      v.y = min(v.y, steps_from(level.x, v.x, level.y, ground.y));
      v.z = min(v.z, steps_from(level.y, v.y, level.z, ground.z));
      v.w = min(v.w, steps_from(level.z, v.z, level.w, ground.w));
      last = v.w;
      beside = level.w;
    }
    store4_dst(out, x4, v);
  }
}
