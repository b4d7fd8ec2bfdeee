// How far a flood has come within one level: steps over voxels of the level itself count STEP, those over lower ground, which is flooded at
// once, count 1, so that of two voxels of a level the one with fewer is reached first.

const STEP: u32 = 4096u;
const NOT_YET: u32 = 0xffffffffu;

// Steps to a voxel of a level, whose own ground is `ground`, from a neighbour of level `from`.
fn steps_from(beside: u32, steps: u32, level: u32, ground: u32) -> u32 {
  let there = steps + select(1u, STEP, ground == level);
  // whole numbers wrap: what is beyond them is not reached
  return select(NOT_YET, there, (beside == level) & (level != 0u) & (there > steps));
}

fn steps4_from(beside: vec4u, steps: vec4u, level: vec4u, ground: vec4u) -> vec4u {
  let there = steps + select(vec4u(1u), vec4u(STEP), ground == level);
  return select(vec4u(NOT_YET), there, (beside == level) & (level != vec4u(0u)) & (there > steps));
}
