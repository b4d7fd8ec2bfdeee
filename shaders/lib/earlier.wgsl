// Which of two voxels a flood reached first, where their levels and steps do not say: by where they were flooded from themselves, back along
// `parent`, a direction x + 3y + 9z. The first difference decides, and of two markers the first in memory. So scikit-image's queue has them, by
// the time of entry; ways that meet come from one marker, and either will do.
import package::access::{row_level, load_level, row_steps, load_steps, row_parent, load_parent};
import package::lib::place::{place_of, step_of};
import constants::IS_Z;

const FARTHEST = 64;

// As the accessors have it: a kernel that runs along z knows it as y.
fn seen(p: vec3i) -> vec3i { return select(p, p.xzy, IS_Z); }

fn parent_of(p: vec3i, b: i32) -> vec3i {
  let at = seen(p);
  return p + step_of(load_parent(row_parent(at.y, at.z, b), at.x));
}

// Whether p was reached before q, which have equal levels and steps.
fn is_earlier(p: vec3i, q: vec3i, n: vec3i, b: i32) -> bool {
  var first = p;
  var second = q;
  for (var i = 0; i < FARTHEST; i++) {
    let before_first = parent_of(first, b);
    let before_second = parent_of(second, b);
    if (all(before_first == before_second)) { return false; }
    if (all(before_first == first) || all(before_second == second)) { break; }
    first = before_first;
    second = before_second;
    let here = seen(first);
    let there = seen(second);
    let steps = load_steps(row_steps(here.y, here.z, b), here.x);
    let other_steps = load_steps(row_steps(there.y, there.z, b), there.x);
    let level = load_level(row_level(here.y, here.z, b), here.x);
    let other_level = load_level(row_level(there.y, there.z, b), there.x);
    if (level != other_level) { return level > other_level; }
    if (steps != other_steps) { return steps < other_steps; }
  }
  return place_of(first, n) < place_of(second, n);
}
