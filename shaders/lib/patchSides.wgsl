// What lies beside the voxels of a patch (lib/patch), in all directions of a plane or, with DEPTH 1, of a volume.
import package::access::Cell;
import package::lib::links::{bits_of, joined_lanes};
import package::lib::patch::labels_at;
import constants::DEPTH;

const SIDES = 3 * (2 * DEPTH + 1);

// By (dz + 1) 9 + (dy + 1) 3 + dx + 1: which voxels have another label there.
fn leaves_of(at: Cell, whole: array<vec4u, 16>) -> array<vec2u, 27> {
  var leaves: array<vec2u, 27>;
  for (var side = 0; side < SIDES; side++) {
    let z = at.z + side / 3 - DEPTH;
    var left = array<vec4u, 3>();
    var right = array<vec4u, 3>();
    for (var i = 0; i < 8; i++) {
      let y = at.y + i + side % 3 - 1;
      let before = labels_at(at.x4 - 1, y, z, at.b);
      let near = labels_at(at.x4, y, z, at.b);
      let beside = labels_at(at.x4 + 1, y, z, at.b);
      let behind = labels_at(at.x4 + 2, y, z, at.b);
      let v = whole[2 * i];
      let w = whole[2 * i + 1];
      left[0] |= bits_of(v != vec4u(before.w, near.xyz), i);
      left[1] |= bits_of(v != near, i);
      left[2] |= bits_of(v != vec4u(near.yzw, beside.x), i);
      right[0] |= bits_of(w != vec4u(near.w, beside.xyz), i);
      right[1] |= bits_of(w != beside, i);
      right[2] |= bits_of(w != vec4u(beside.yzw, behind.x), i);
    }
    for (var k = 0; k < 3; k++) { leaves[(1 - DEPTH) * 9 + side * 3 + k] = vec2u(joined_lanes(left[k]), joined_lanes(right[k])); }
  }
  return leaves;
}
