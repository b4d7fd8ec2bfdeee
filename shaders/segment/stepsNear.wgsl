// The same from neighbours that lie off along two axes, or three (MOST_AXES): all at once, from what was before. Four voxels along x an
// invocation. Bytes: of steps and levels the rows around, of the ground one.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_level, load4_level, load_level, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::flood::{steps4_from, NOT_YET};
import constants::{WX, WY, MOST_AXES};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let first = 4 * at.x4;
  let level = load4_level(row_level(at.y, at.z, at.b), at.x4);
  let ground = load4_ground(row_ground(at.y, at.z, at.b), at.x4);
  var best = load4_src(row_src(at.y, at.z, at.b), at.x4);
  for (var side = 0; side < 9; side++) {
    let z = at.z + side / 3 - 1;
    let y = at.y + side % 3 - 1;
    let off = abs(side / 3 - 1) + abs(side % 3 - 1);
    if (off == 0 || off > MOST_AXES || y < 0 || y >= n.y || z < 0 || z >= n.z) { continue; }
    let row = row_src(y, z, at.b);
    let levels = row_level(y, z, at.b);
    let other = load4_src(row, at.x4);
    let beside = load4_level(levels, at.x4);
    if (off == 2) { best = min(best, steps4_from(beside, other, level, ground)); }
    if (off < MOST_AXES) {
      var before = vec2u(NOT_YET, 0u);
      if (first > 0) { before = vec2u(load_src(row, first - 1), load_level(levels, first - 1)); }
      var after = vec2u(NOT_YET, 0u);
      if (first + 4 < n.x) { after = vec2u(load_src(row, first + 4), load_level(levels, first + 4)); }
      // pad lanes hold anything
      let inside = vec4i(first) + vec4i(1, 2, 3, 4) < vec4i(n.x);
      let right = select(vec4u(0u), vec4u(beside.yzw, after.y), inside);
      best = min(best, steps4_from(vec4u(before.y, beside.xyz), vec4u(before.x, other.xyz), level, ground));
      best = min(best, steps4_from(right, vec4u(other.yzw, after.x), level, ground));
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, best);
}
