// dst(k, i, o) = sum over columns and shares of what convProduct.wgsl made of them: columns ascend within a share, shares ascend.
// The kernel's z are the channels that a filter reads, its joint index counts filters and slices of the window.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::sealed::nothing;
import constants::{WX, WY, KY, WIDTH};

struct Params {
  depth: i32,
  parts: i32,
  columns: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let shares = size_src().y;
  let window = at.b % params.depth * params.parts + at.y / KY;
  var sum = vec4f(nothing(shares));
  for (var share = 0; share < shares; share++) {
    let row = row_src(share, at.b / params.depth, at.z * params.depth * params.parts + window);
    for (var column = 0; column < params.columns; column++) {
      sum += load4_src(row, (column * KY + at.y % KY) * WIDTH + at.x4);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum);
}
