// dst(q) = src(8 q + first) + ... + src(8 q + first + BLOCK - 1): sums of rows through the border, which windows of uniformAxisY share.
import package::access::{cell, size_src, row_dst, store4_dst};
import package::lib::blockRows::block_rows;
import constants::{WX, WY};

struct Params {
  outside: f32,
  first: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sum = block_rows(at, 8 * at.y + params.first, size_src().y, params.outside);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum);
}
