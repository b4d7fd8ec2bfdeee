// Which neighbours of a voxel are reached first, a bit for each direction x + 3y + 9z: those of the greatest level, of these those of the
// fewest steps (lib/flood). 0 for markers, for lower ground and for what is not reached. Four voxels along x an invocation. Bytes: levels and steps of
// the rows around, one store.
import package::access::{cell, size_level, row_level, load4_level, load_level, row_steps, load4_steps, load_steps, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::flood::NOT_YET;
import constants::{WX, WY, MOST_AXES};

struct First {
  level: vec4u,
  steps: vec4u,
  directions: vec4u,
}

fn met(first: First, level: vec4u, steps: vec4u, direction: i32) -> First {
  let bit = vec4u(1u << u32(direction));
  let reached = level != vec4u(0u);
  let better = reached & ((level > first.level) | ((level == first.level) & (steps < first.steps)));
  let equal = reached & (level == first.level) & (steps == first.steps);
  return First(
    select(first.level, level, better),
    select(first.steps, steps, better),
    select(select(first.directions, first.directions | bit, equal), bit, better),
  );
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_level();
  let x = 4 * at.x4;
  var first = First(vec4u(0u), vec4u(NOT_YET), vec4u(0u));
  for (var side = 0; side < 9; side++) {
    let z = at.z + side / 3 - 1;
    let y = at.y + side % 3 - 1;
    let off = abs(side / 3 - 1) + abs(side % 3 - 1);
    if (off > MOST_AXES || y < 0 || y >= n.y || z < 0 || z >= n.z) { continue; }
    let levels = row_level(y, z, at.b);
    let counts = row_steps(y, z, at.b);
    let level = load4_level(levels, at.x4);
    let steps = load4_steps(counts, at.x4);
    if (off > 0) { first = met(first, level, steps, 3 * side + 1); }
    if (off < MOST_AXES) {
      var before = vec2u(0u);
      if (x > 0) { before = vec2u(load_level(levels, x - 1), load_steps(counts, x - 1)); }
      var after = vec2u(0u);
      if (x + 4 < n.x) { after = vec2u(load_level(levels, x + 4), load_steps(counts, x + 4)); }
      // pad lanes hold anything
      let inside = vec4i(x) + vec4i(1, 2, 3, 4) < vec4i(n.x);
      first = met(first, vec4u(before.x, level.xyz), vec4u(before.y, steps.xyz), 3 * side);
      let right = select(vec4u(0u), vec4u(level.yzw, after.x), inside);
      first = met(first, right, vec4u(steps.yzw, after.y), 3 * side + 2);
    }
  }
  let here = load4_level(row_level(at.y, at.z, at.b), at.x4);
  let lower = load4_ground(row_ground(at.y, at.z, at.b), at.x4) != here;
  let flooded = (here != vec4u(0u)) & !lower & (load4_steps(row_steps(at.y, at.z, at.b), at.x4) != vec4u(0u));
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(vec4u(0u), first.directions, flooded));
}
