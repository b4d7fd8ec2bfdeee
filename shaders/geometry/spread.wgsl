// dst(start + step i) = src(i) along one axis other than x, 0 elsewhere: the adjoint of showing every step-th row.
// Four voxels along x an invocation. Bytes: 1 / step loads and one store a voxel.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst};
import constants::{WX, WY};

struct Params {
  start: i32,
  step: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let i = (at.y - params.start) / params.step;
  let is_shown = i * params.step == at.y - params.start && i >= 0 && i < size_src().y;
  var v = vec4f();
  if (is_shown) { v = load4_src(row_src(i, at.z, at.b), at.x4); }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
