// From which neighbour each voxel is flooded, of those that are first by level and steps (segment/firstReached), as a direction
// x + 3y + 9z, 13 for none. They are compared by where they were flooded from themselves, back along `parent` as it was before: the first that
// differs decides, and of two markers the first in memory. So scikit-image's queue has them, by the time of entry; ways that meet come
// from one marker, and either will do. Four voxels along x an invocation, one by one; most have one such neighbour.
import package::access::{cell, size_first, row_level, load_level, row_steps, load_steps, row_first, load4_first, row_parent, load_parent, row_dst, store4_dst};
import package::lib::place::{place_of, step_of};
import constants::{WX, WY};

const SELF = 13;
const FARTHEST = 64;

fn parent_of(p: vec3i, b: i32) -> vec3i { return p + step_of(load_parent(row_parent(p.y, p.z, b), p.x)); }

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
    let steps = load_steps(row_steps(first.y, first.z, b), first.x);
    let other_steps = load_steps(row_steps(second.y, second.z, b), second.x);
    let level = load_level(row_level(first.y, first.z, b), first.x);
    let other_level = load_level(row_level(second.y, second.z, b), second.x);
    if (level != other_level) { return level > other_level; }
    if (steps != other_steps) { return steps < other_steps; }
  }
  return place_of(first, n) < place_of(second, n);
}

// Of the directions whose bits are set.
fn flooded_from(p: vec3i, directions: u32, n: vec3i, b: i32) -> u32 {
  var best = firstTrailingBit(directions);
  for (var rest = directions & (directions - 1u); rest != 0u; rest &= rest - 1u) {
    let other = firstTrailingBit(rest);
    if (is_earlier(p + step_of(other), p + step_of(best), n, b)) { best = other; }
  }
  return best;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_first().xyz;
  let first = load4_first(row_first(at.y, at.z, at.b), at.x4);
  var found = select(firstTrailingBit(first), vec4u(SELF), first == vec4u(0u));
  for (var i = 0; i < 4; i++) {
    let p = vec3i(4 * at.x4 + i, at.y, at.z);
    let several = (first[i] & (first[i] - 1u)) != 0u;
    if (p.x < n.x && several) { found[i] = flooded_from(p, first[i], n, at.b); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
