// Which of two voxels a flood reached first, where their levels and steps do not say: by where they were flooded from themselves, back along
// the places in memory that `src` holds. The first difference decides, and of two markers the first in memory. So scikit-image's queue has them,
// by the time of entry; ways that meet come from one marker, and either will do. Both lie on ground of their level.
import package::access::{row_level, load_level, row_steps, load_steps, row_src, load_src};
import package::lib::place::at_place;
import constants::IS_Z;

// Every place on a way back was reached before the last one, so that ways end at markers; a driver may count on this end.
const FARTHEST = 16777216;

// As the accessors have it: a kernel that runs along z knows it as y.
fn seen(place: u32, n: vec3i) -> vec3i {
  let p = at_place(place, n);
  return select(p, p.xzy, IS_Z);
}

fn is_earlier(p: u32, q: u32, n: vec3i, b: i32) -> bool {
  var first = p;
  var second = q;
  var here = seen(first, n);
  var there = seen(second, n);
  for (var i = 0; i < FARTHEST; i++) {
    let before_first = load_src(row_src(here.y, here.z, b), here.x);
    let before_second = load_src(row_src(there.y, there.z, b), there.x);
    if (before_first == before_second) { return false; }
    if (before_first == first || before_second == second) { break; }
    first = before_first;
    second = before_second;
    here = seen(first, n);
    there = seen(second, n);
    let level = load_level(row_level(here.y, here.z, b), here.x);
    let other_level = load_level(row_level(there.y, there.z, b), there.x);
    if (level != other_level) { return level > other_level; }
    let steps = load_steps(row_steps(here.y, here.z, b), here.x);
    let other_steps = load_steps(row_steps(there.y, there.z, b), there.x);
    if (steps != other_steps) { return steps < other_steps; }
  }
  return first < second;
}
