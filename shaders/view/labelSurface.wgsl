// Labels as solid things, each in a colour of its own, or all that is not 0 in one: the first voxel along a ray that has one.
// The normal is across the slope of what is 1 in the thing and 0 beside it, linear between voxels, seen two voxels before and behind.
// Where the box cuts through a thing, the cut is flat.
import package::lib::between::side;
import package::lib::covering::covering;
import package::lib::lamps::lit;
import package::lib::palette::{colour_of, label_colour};
import package::lib::rays::{face_at, ray_at, rays};
import package::lib::voxels::number_at;

@vertex
fn place_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return covering(index);
}

fn label_at(voxel: vec3i) -> i32 {
  return number_at(clamp(voxel, rays.first, rays.last));
}

fn share_of(label: i32, place: vec3f) -> f32 {
  let low = vec3i(floor(place - 0.5));
  let t = place - 0.5 - floor(place - 0.5);
  var share = 0.0;
  for (var k = 0; k < 8; k++) {
    let corner = vec3i(k & 1, (k >> 1u) & 1, k >> 2u);
    let weights = select(1.0 - t, t, corner == vec3i(1));
    if (label_at(low + corner) == label) { share += weights.x * weights.y * weights.z; }
  }
  return share;
}

@fragment
fn paint(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  let ray = ray_at(pixel.xy);
  let eye = -normalize(ray.step * rays.scale);
  var label = 0;
  var reached = 0;
  for (var i = 0; i < ray.count; i++) {
    label = label_at(vec3i(floor(ray.start + (f32(i) + 0.5) * ray.step)));
    if (label != 0) {
      reached = i;
      break;
    }
  }
  if (label == 0) { discard; }
  var colour = colour_of(rays.high, rays.low, rays.high).rgb;
  if (rays.level == 0.0) { colour = label_colour(label).rgb; }
  let place = ray.start + (f32(reached) + 0.5) * ray.step;
  var slope = vec3f(0.0);
  for (var k = 0u; k < 6u; k++) { slope += side(k) * share_of(label, place + 2.0 * side(k)) / rays.scale; }
  var normal = eye;
  if (reached == 0) { normal = face_at(ray.start); }
  else if (dot(slope, slope) > 0.0) { normal = normalize(slope); }
  return vec4f(mix(colour, lit(colour, normal, eye, rays.key, rays.fill), rays.shading), rays.opacity);
}
