// Level lines of a slice, drawn over it at up to 32 levels:
//   alpha = that of a line of so many pixels whose middle is |u - level| / |gradient of u| away, u linear between centres of voxels
// Exact to first order in the distance, so lines are as wide where the slice is steep as where it is flat.
// Cost: four voxels a pixel.
import package::lib::finite::is_nan;
import package::lib::covering::covering;
import package::lib::slice_plane::{is_beside, Plane, smooth_on, voxel_on};
import package::lib::voxels::{has_voxel, voxel_at};

struct Params {
  origin: vec2f,
  step: vec2f,
  corner: vec3i,
  count: i32,
  right: vec3i,
  width: f32,
  down: vec3i,
  opacity: f32,
  extent: vec2i,
  colour: vec4f,
  levels: array<vec4f, 8>,
}

@group(0) @binding(1) var<uniform> params: Params;

@vertex
fn place_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return covering(index);
}

@fragment
fn paint(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  let place = (pixel.xy - params.origin) * params.step;
  let plane = Plane(params.corner, params.right, params.down, params.extent);
  if (is_beside(plane, place)) { discard; }
  let voxel = voxel_on(plane, vec2i(floor(place)));
  if (!has_voxel(voxel)) { discard; }
  let value = smooth_on(plane, place, voxel_at(voxel));
  let steepness = length(value.yz * params.step);
  if (is_nan(value.x) || steepness == 0.0) { discard; }
  var alpha = 0.0;
  for (var i = 0; i < params.count; i++) {
    let distance = abs(value.x - params.levels[i >> 2u][i & 3]) / steepness;
    alpha = max(alpha, clamp(0.5 * params.width + 0.5 - distance, 0.0, 1.0));
  }
  if (alpha == 0.0) { discard; }
  return vec4f(params.colour.rgb, alpha * params.opacity);
}
