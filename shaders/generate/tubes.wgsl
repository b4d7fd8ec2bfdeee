// dst = the greatest, over all tubes, of value · clamp(1/2 + (radius - distance) / edge, 0, 1): how much of a voxel a tube fills, about. A tube is
// what lies within a radius of a straight piece from a to b; one of no length is a ball. Eight numbers each: a, b - a, radius, value. Sixteen
// voxels of a row an invocation, which ask once whether a tube comes near the row.
import package::access::{cell, row_dst, store4_dst, size_dst, table_objects};
import constants::{WX, WY};

struct Params {
  step: vec3f,
  start: vec3f,
  count: i32,
  edge: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

const NUMBERS = 8;
const GROUPS = 4;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let y = f32(at.y) * params.step.y + params.start.y;
  let z = f32(at.z) * params.step.z + params.start.z;
  var most = array<vec4f, GROUPS>();
  for (var i = 0; i < params.count; i++) {
    let o = i * NUMBERS;
    let dy = y - table_objects(o + 1);
    let dz = z - table_objects(o + 2);
    let along = vec3f(table_objects(o + 3), table_objects(o + 4), table_objects(o + 5));
    let radius = table_objects(o + 6);
    // far from the row's plane altogether
    let reach = radius + params.edge;
    if (max(min(dy, dy - along.y), -max(dy, dy - along.y)) > reach || max(min(dz, dz - along.z), -max(dz, dz - along.z)) > reach) { continue; }
    let square = dot(along, along);
    let inverse = select(0.0, 1.0 / square, square > 0.0);
    for (var g = 0; g < GROUPS; g++) {
      let x = (vec4f(f32((at.x4 + g) * 4)) + vec4f(0.0, 1.0, 2.0, 3.0)) * params.step.x + params.start.x;
      let dx = x - vec4f(table_objects(o));
      let t = clamp((dx * along.x + (dy * along.y + dz * along.z)) * inverse, vec4f(0.0), vec4f(1.0));
      let rx = dx - t * along.x;
      let ry = vec4f(dy) - t * along.y;
      let rz = vec4f(dz) - t * along.z;
      let distance = sqrt(rx * rx + ry * ry + rz * rz);
      let filled = clamp(0.5 + (radius - distance) * (1.0 / params.edge), vec4f(0.0), vec4f(1.0));
      most[g] = max(most[g], table_objects(o + 7) * filled);
    }
  }
  let groups = (size_dst().x + 3) / 4;
  for (var g = 0; g < GROUPS; g++) {
    if (at.x4 + g < groups) { store4_dst(row_dst(at.y, at.z, at.b), at.x4 + g, most[g]); }
  }
}
