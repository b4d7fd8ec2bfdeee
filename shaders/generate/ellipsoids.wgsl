// dst = the sum of the values of all ellipsoids that a voxel's centre lies in, at position · step + start. Four voxels an invocation.
import package::access::{cell, row_dst, store4_dst, table_objects};
import package::lib::ellipsoids::{section, is_met, form4};
import constants::{WX, WY};

struct Params {
  step: vec3f,
  start: vec3f,
  count: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let x = (vec4f(f32(at.x4 * 4)) + vec4f(0.0, 1.0, 2.0, 3.0)) * params.step.x + params.start.x;
  let y = f32(at.y) * params.step.y + params.start.y;
  let z = f32(at.z) * params.step.z + params.start.z;
  var sum = vec4f(0.0);
  for (var i = 0; i < params.count; i++) {
    let s = section(i, y, z);
    if (is_met(s)) { sum += select(vec4f(0.0), vec4f(s.value), form4(s, x) <= vec4f(1.0)); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum);
}
