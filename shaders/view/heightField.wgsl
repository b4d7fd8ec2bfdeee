// A slice as a landscape: its values are heights over it. No mesh is made: a vertex takes its height from the volume's storage.
//   z = 1 - h,   h = (value - low) / (high - low), clamped to 0..1;   normal across (dh/dx, dh/dy, 1), by central differences
// Vertices lie on the centres of voxels, `stride` apart; colours and normals are those of every pixel. What is lower counts as z = 1, so
// that the box has its top where a slice is seen from. A triangle with a NaN is a hole.
// Cost: a voxel a vertex, twenty a pixel.
import package::lib::finite::is_nan;
import package::lib::lamps::lit;
import package::lib::palette::colour_of;
import package::lib::slice_plane::{Plane, smooth_on, voxel_on};
import package::lib::voxels::voxel_at;

struct Params {
  // with a place and 1 they make the four parts of a place in clip space
  to_x: vec4f,
  to_y: vec4f,
  to_z: vec4f,
  to_w: vec4f,
  corner: vec3i,
  low: f32,
  right: vec3i,
  high: f32,
  down: vec3i,
  shading: f32,
  extent: vec2i,
  // along a row
  quads: u32,
  stride: i32,
  // the length of a voxel to the right and down, and of the window
  scale: vec3f,
  // towards two lamps
  key: vec3f,
  fill: vec3f,
  // where the eye is, or, with 0, in which direction
  eye: vec4f,
}

@group(0) @binding(1) var<uniform> params: Params;

struct Corner {
  @builtin(position) position: vec4f,
  // column and row, and the height
  @location(0) place: vec3f,
  @location(1) value: f32,
  // above 0 in triangles with a NaN
  @location(2) hole: f32,
}

fn plane_here() -> Plane {
  return Plane(params.corner, params.right, params.down, params.extent);
}

fn height_of(value: f32) -> f32 {
  if (value <= params.low) { return 0.0; }
  if (value >= params.high) { return 1.0; }
  return (value - params.low) / (params.high - params.low);
}

@vertex
fn place_vertex(@builtin(vertex_index) index: u32) -> Corner {
  let quad = index / 6u;
  // two triangles: 0 1 2, 2 1 3
  let k = index % 6u;
  let corner = array(0u, 1u, 2u, 2u, 1u, 3u)[k];
  let at = vec2i(vec2u(quad % params.quads + (corner & 1u), quad / params.quads + (corner >> 1u)));
  let voxel = min(at * params.stride, params.extent - 1);
  let value = voxel_at(voxel_on(plane_here(), voxel));
  let hole = is_nan(value);
  let place = vec3f(vec2f(voxel) + 0.5, 1.0 - select(height_of(value), 0.0, hole));
  let with_one = vec4f(place, 1.0);
  let position = vec4f(
    dot(params.to_x, with_one),
    dot(params.to_y, with_one),
    dot(params.to_z, with_one),
    dot(params.to_w, with_one),
  );
  return Corner(position, place, select(value, params.low, hole), select(0.0, 1.0, hole));
}

// The height at a place; beside NaN that of the middle.
fn height_at(place: vec2f, middle: f32) -> f32 {
  let value = smooth_on(plane_here(), place, middle).x;
  return height_of(select(value, middle, is_nan(value)));
}

@fragment
fn paint(corner: Corner) -> @location(0) vec4f {
  if (corner.hole > 0.0) { discard; }
  let place = corner.place.xy;
  let smooth_value = smooth_on(plane_here(), place, corner.value).x;
  let value = select(smooth_value, corner.value, is_nan(smooth_value));
  let colour = colour_of(value, params.low, params.high).rgb;
  let x = vec2f(f32(params.stride), 0.0);
  let y = vec2f(0.0, f32(params.stride));
  let slope = vec2f(
    height_at(place + x, value) - height_at(place - x, value),
    height_at(place + y, value) - height_at(place - y, value),
  ) * (0.5 / f32(params.stride));
  let normal = normalize(vec3f(slope, 1.0) / params.scale);
  let eye = normalize((params.eye.xyz - params.eye.w * corner.place) * params.scale);
  return vec4f(mix(colour, lit(colour, normal, eye, params.key, params.fill), params.shading), 1.0);
}
