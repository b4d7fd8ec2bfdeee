// From which neighbour each voxel is flooded, of those that are first by level and steps (segment/firstReached), as a direction
// x + 3y + 9z, 13 for none: the one that was reached first (lib/earlier) by what `parent` was before. Four voxels along x an invocation, one by
// one; most have one such neighbour.
import package::access::{cell, size_first, row_level, load_level, row_steps, load_steps, row_parent, load_parent, row_first, load4_first, row_dst, store4_dst};
import package::lib::earlier::is_earlier;
import package::lib::place::step_of;
import constants::{WX, WY};

const SELF = 13;

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
