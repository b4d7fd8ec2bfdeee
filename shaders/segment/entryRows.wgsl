// entryX along any other axis. An invocation makes four lines side by side; of a window that does not hold them whole, only its part is
// stored.
import package::access::{cell, size_src, row_src, load4_src, load_src, row_level, load4_level, load_level, row_steps, load4_steps, load_steps, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::entry::{Reached, entry_beside};
import package::lib::flood::NOT_YET;
import package::lib::place::place_of;
import constants::{WX, WY, IS_BACK, IS_Z};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xyz;
  let size = select(n, n.xzy, IS_Z);
  let steps_ahead = select(at.y_end, n.y - at.y, IS_BACK);
  var level = vec4u(0u);
  var steps = vec4u(0u);
  var entry = vec4u(NOT_YET);
  for (var i = 0; i < steps_ahead; i++) {
    let y = select(i, n.y - 1 - i, IS_BACK);
    let next_level = load4_level(row_level(y, at.z, at.b), at.x4);
    let next_steps = load4_steps(row_steps(y, at.z, at.b), at.x4);
    let ground = load4_ground(row_ground(y, at.z, at.b), at.x4);
    var next = load4_src(row_src(y, at.z, at.b), at.x4);
    for (var k = 0; k < 4; k++) {
      let here = Reached(next_level[k], next_steps[k], next[k]);
      let beside = Reached(level[k], steps[k], entry[k]);
      if (4 * at.x4 + k < n.x) { next[k] = entry_beside(here, ground[k], beside, size, at.b); }
    }
    level = next_level;
    steps = next_steps;
    if (y >= at.y && y < at.y_end) { store4_dst(row_dst(y, at.z, at.b), at.x4, next); }
    let p = vec3i(4 * at.x4, y, at.z);
    let places = vec4u(place_of(select(p, p.xzy, IS_Z), size)) + vec4u(0u, 1u, 2u, 3u);
    entry = select(next, places, level == ground);
  }
}
