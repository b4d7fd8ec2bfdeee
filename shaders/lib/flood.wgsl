// How far a flood has come within one level: steps over voxels of the level itself count, lower ground is flooded at once.

const NOT_YET: u32 = 0xffffffffu;

// Steps to a voxel of a level, whose own ground is `ground`, from a neighbour.
fn steps_from(beside: u32, steps: u32, level: u32, ground: u32) -> u32 {
  let there = steps + select(0u, 1u, ground == level);
  return select(NOT_YET, there, beside == level && level != 0u && steps != NOT_YET);
}

fn steps4_from(beside: vec4u, steps: vec4u, level: vec4u, ground: vec4u) -> vec4u {
  let there = steps + select(vec4u(0u), vec4u(1u), ground == level);
  return select(vec4u(NOT_YET), there, (beside == level) & (level != vec4u(0u)) & (steps != vec4u(NOT_YET)));
}
