// dst(q) = src(16 q + 4 first + SHIFT) + ... and the 15 after it: sums of 16 voxels of a row through the border, which windows of
// uniformAxisX share. Four sums an invocation.
import package::access::{cell, row_src, size_src, row_dst, store4_dst};
import package::lib::blockAlong::block_along;
import constants::{WX, WY, SHIFT};

struct Params {
  outside: f32,
  first: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  let x4 = 16 * at.x4 + params.first;
  let sums = vec4f(
    block_along(row, x4, SHIFT, n, params.outside),
    block_along(row, x4 + 4, SHIFT, n, params.outside),
    block_along(row, x4 + 8, SHIFT, n, params.outside),
    block_along(row, x4 + 12, SHIFT, n, params.outside),
  );
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sums);
}
