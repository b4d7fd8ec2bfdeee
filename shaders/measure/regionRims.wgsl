// dst = 1 where a voxel of a region has another label, or none, above, below, left or right of it; outside the image is none. Bytes: three rows loaded, one stored.
import package::access::{cell, row_labels, load_labels, load4_labels, size_labels, Value_labels, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_labels();
  let row = row_labels(at.y, at.z, at.b);
  let v = load4_labels(row, at.x4);
  let x = vec4i(at.x4 * 4) + vec4i(0, 1, 2, 3);
  let left = Value_labels(load_labels(row, max(at.x4 * 4 - 1, 0)), v.xyz);
  let right = Value_labels(v.yzw, load_labels(row, min(at.x4 * 4 + 4, size.x - 1)));
  let up = load4_labels(row_labels(max(at.y - 1, 0), at.z, at.b), at.x4);
  let down = load4_labels(row_labels(min(at.y + 1, size.y - 1), at.z, at.b), at.x4);
  let edge = (x == vec4i(0)) | (x == vec4i(size.x - 1)) | vec4<bool>(at.y == 0 || at.y == size.y - 1);
  let rim = (v > Value_labels(0)) & (edge | (left != v) | (right != v) | (up != v) | (down != v));
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(vec4f(0.0), vec4f(1.0), rim));
}
