// labels = 1 + which ellipsoid a voxel's centre lies deepest in, 0 outside of all; image = its value, less `shading` of it towards the surface.
// Where two overlap they part where both are as deep. Sixteen voxels of a row an invocation, which ask once whether an ellipsoid meets the row.
import package::access::{cell, row_image, store4_image, row_labels, store4_labels, size_labels, table_objects};
import package::lib::ellipsoids::{section, is_met, form4};
import constants::{WX, WY};

struct Params {
  step: vec3f,
  start: vec3f,
  count: i32,
  shading: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

const GROUPS = 4;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let y = f32(at.y) * params.step.y + params.start.y;
  let z = f32(at.z) * params.step.z + params.start.z;
  var x = array<vec4f, GROUPS>();
  var least = array<vec4f, GROUPS>();
  var label = array<vec4u, GROUPS>();
  var image = array<vec4f, GROUPS>();
  for (var g = 0; g < GROUPS; g++) {
    x[g] = (vec4f(f32((at.x4 + g) * 4)) + vec4f(0.0, 1.0, 2.0, 3.0)) * params.step.x + params.start.x;
    least[g] = vec4f(1.0);
  }
  for (var i = 0; i < params.count; i++) {
    let s = section(i, y, z);
    if (!is_met(s)) { continue; }
    for (var g = 0; g < GROUPS; g++) {
      let form = form4(s, x[g]);
      let deeper = form < least[g];
      least[g] = select(least[g], form, deeper);
      label[g] = select(label[g], vec4u(u32(i) + 1u), deeper);
      image[g] = select(image[g], s.value * (1.0 - params.shading * form), deeper);
    }
  }
  let groups = (size_labels().x + 3) / 4;
  for (var g = 0; g < GROUPS; g++) {
    if (at.x4 + g < groups) {
      store4_image(row_image(at.y, at.z, at.b), at.x4 + g, image[g]);
      store4_labels(row_labels(at.y, at.z, at.b), at.x4 + g, label[g]);
    }
  }
}
