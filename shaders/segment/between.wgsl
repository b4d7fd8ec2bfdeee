// dst(p) = 1 where the voxels that lie half a voxel around p / 2 are not all equal, else 0: between two voxels, or four, or eight, and 0 on them.
// Four voxels along x an invocation, made of three. Bytes: up to four rows of three loads, one store.
import package::access::{cell, size_src, row_src, load_src, Value_src, Scalar_src, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let x = min(vec3i(2 * at.x4) + vec3i(0, 1, 2), vec3i(n.x - 1));
  let ahead = vec2i(at.y & 1, at.z & 1);
  var least = Value_src(Scalar_src(0));
  var most = least;
  for (var side = 0; side < 4; side++) {
    let step = vec2i(side & 1, side >> 1u);
    if (any(step > ahead)) { continue; }
    let row = row_src((at.y >> 1u) + step.x, (at.z >> 1u) + step.y, at.b);
    let a = load_src(row, x.x);
    let b = load_src(row, x.y);
    let c = load_src(row, x.z);
    let low = Value_src(a, min(a, b), b, min(b, c));
    let high = Value_src(a, max(a, b), b, max(b, c));
    least = select(min(least, low), low, side == 0);
    most = select(max(most, high), high, side == 0);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(vec4u(0u), vec4u(1u), least != most));
}
