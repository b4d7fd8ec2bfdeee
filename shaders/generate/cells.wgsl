// labels = 1 + which ellipsoid a voxel's centre lies deepest in, 0 outside of all; image = its value, less `shading` of it towards the surface.
// Where two overlap they part where both are as deep. Four voxels an invocation.
import package::access::{cell, row_image, store4_image, row_labels, store4_labels, table_objects};
import package::lib::ellipsoids::{section, is_met, form4};
import constants::{WX, WY};

struct Params {
  step: vec3f,
  start: vec3f,
  count: i32,
  shading: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let x = (vec4f(f32(at.x4 * 4)) + vec4f(0.0, 1.0, 2.0, 3.0)) * params.step.x + params.start.x;
  let y = f32(at.y) * params.step.y + params.start.y;
  let z = f32(at.z) * params.step.z + params.start.z;
  var least = vec4f(1.0);
  var label = vec4u(0u);
  var image = vec4f(0.0);
  for (var i = 0; i < params.count; i++) {
    let s = section(i, y, z);
    if (!is_met(s)) { continue; }
    let form = form4(s, x);
    let deeper = form < least;
    least = select(least, form, deeper);
    label = select(label, vec4u(u32(i) + 1u), deeper);
    image = select(image, s.value * (1.0 - params.shading * form), deeper);
  }
  store4_image(row_image(at.y, at.z, at.b), at.x4, image);
  store4_labels(row_labels(at.y, at.z, at.b), at.x4, label);
}
