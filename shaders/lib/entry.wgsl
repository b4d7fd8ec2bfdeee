// Where the flood of a level entered lower ground: the voxel of the level itself that was reached first of all beside it, by its place in
// memory. Elsewhere a voxel is its own entry.
import package::lib::earlier::is_earlier;
import package::lib::flood::NOT_YET;

struct Reached {
  level: u32,
  steps: u32,
  entry: u32,
}

// The entry of a voxel on lower ground, given that of a neighbour.
fn entry_beside(here: Reached, ground: u32, beside: Reached, n: vec3i, b: i32) -> u32 {
  let lower = here.level != ground && here.level != 0u;
  if (!lower || beside.level != here.level || beside.entry == NOT_YET || beside.entry == here.entry) { return here.entry; }
  if (beside.steps != here.steps) { return here.entry; }
  if (here.entry == NOT_YET) { return beside.entry; }
  return select(here.entry, beside.entry, is_earlier(beside.entry, here.entry, n, b));
}
