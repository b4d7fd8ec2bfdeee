// From where each voxel is flooded, by its place in memory: of the neighbours that are first by level and steps (segment/firstReached), or of their
// entries where they lie on lower ground (lib/entry), the one that was reached first by what `src` was before (lib/earlier). What has no such
// neighbours keeps what it had. Four voxels along x an invocation, one by one.
import package::access::{cell, size_src, row_src, load4_src, load_src, row_level, load_level, row_steps, load_steps, row_ground, load_ground, row_first, load4_first, row_dst, store4_dst};
import package::lib::earlier::is_earlier;
import package::lib::place::{place_of, step_of};
import constants::{WX, WY};

fn entry_of(p: vec3i, n: vec3i, b: i32) -> u32 {
  let lower = load_ground(row_ground(p.y, p.z, b), p.x) != load_level(row_level(p.y, p.z, b), p.x);
  return select(place_of(p, n), load_src(row_src(p.y, p.z, b), p.x), lower);
}

// Of the directions whose bits are set.
fn flooded_from(p: vec3i, directions: u32, n: vec3i, b: i32) -> u32 {
  var best = entry_of(p + step_of(firstTrailingBit(directions)), n, b);
  for (var rest = directions & (directions - 1u); rest != 0u; rest &= rest - 1u) {
    let other = entry_of(p + step_of(firstTrailingBit(rest)), n, b);
    if (other != best && is_earlier(other, best, n, b)) { best = other; }
  }
  return best;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xyz;
  let first = load4_first(row_first(at.y, at.z, at.b), at.x4);
  var found = load4_src(row_src(at.y, at.z, at.b), at.x4);
  for (var i = 0; i < 4; i++) {
    let p = vec3i(4 * at.x4 + i, at.y, at.z);
    if (p.x < n.x && first[i] != 0u) { found[i] = flooded_from(p, first[i], n, at.b); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
