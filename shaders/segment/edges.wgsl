// dst(p) = 1 where a voxel that lies off along up to MOST_AXES axes is not equal to p, else 0; beyond the border there is none. Four voxels along x an invocation, TALL rows. Bytes: the
// rows around loaded, one stored.
import package::access::{cell, size_src, row_src, load4_src, load_src, Value_src, row_dst, store4_dst};
import constants::{WX, WY, TALL, MOST_AXES};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let deep = select(0, 1, n.z > 1);
  let high = select(0, 1, n.y > 1);
  for (var y = at.y; y < min(at.y + TALL, at.y_end); y++) {
    let v = load4_src(row_src(y, at.z, at.b), at.x4);
    var unequal = vec4<bool>(false);
    for (var dz = -deep; dz <= deep; dz++) {
      for (var dy = -high; dy <= high; dy++) {
        let axes = abs(dz) + abs(dy);
        if (axes > MOST_AXES) { continue; }
        // a row that is clamped is one of those that count anyway
        let row = row_src(clamp(y + dy, 0, n.y - 1), clamp(at.z + dz, 0, n.z - 1), at.b);
        let near = load4_src(row, at.x4);
        unequal |= near != v;
        if (axes < MOST_AXES) {
          let left = load_src(row, max(at.x4 * 4 - 1, 0));
          let right = load_src(row, min(at.x4 * 4 + 4, n.x - 1));
          // the last voxel of a row has pad lanes behind it
          let last = n.x - 1 - at.x4 * 4;
          let ahead = Value_src(near.yzw, right);
          unequal |= Value_src(left, near.xyz) != v;
          unequal |= (ahead != v) & (vec4i(0, 1, 2, 3) < vec4i(last));
        }
      }
    }
    store4_dst(row_dst(y, at.z, at.b), at.x4, select(vec4u(0u), vec4u(1u), unequal));
  }
}
