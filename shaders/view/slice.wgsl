// A slice of a volume as a picture: an image in the colours of a table, a mask in one colour, labels in colours of their own.
// One triangle covers the canvas; a fragment is one pixel. Unless values are to be smooth it takes the voxel under its centre,
// so that voxels stay crisp. Where only a part of the volume is bound, the rest of the slice is drawn by another draw.
import package::lib::covering::covering;
import package::lib::palette::{colour_of, label_colour};
import package::lib::slice_plane::{is_beside, Plane, smooth_on, voxel_on};
import package::lib::voxels::{has_voxel, number_at, voxel_at};

struct Params {
  // the picture's first pixel, and voxels a pixel
  origin: vec2f,
  step: vec2f,
  corner: vec3i,
  // 0 image, 1 mask, 2 labels
  kind: u32,
  right: vec3i,
  smooth_values: u32,
  down: vec3i,
  low: f32,
  extent: vec2i,
  high: f32,
  opacity: f32,
}

const IMAGE = 0u;
const MASK = 1u;

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
  if (params.kind == IMAGE) {
    var value = voxel_at(voxel);
    if (params.smooth_values != 0u) { value = smooth_on(plane, place, value).x; }
    return vec4f(colour_of(value, params.low, params.high).rgb, params.opacity);
  }
  if (params.kind == MASK) {
    if (voxel_at(voxel) == 0.0) { discard; }
    return vec4f(colour_of(params.high, params.low, params.high).rgb, params.opacity);
  }
  let label = number_at(voxel);
  if (label == 0) { discard; }
  return vec4f(label_colour(label).rgb, params.opacity);
}
