// Where values reach a level, as a solid thing that is lit. What lies between two steps is halved until the place is known to
// 1/256 of a step; the normal is across the slope of the values. Where the box cuts through what is inside, the cut is flat and has
// the colours of the values. NaN is outside.
import package::lib::between::{central_slope, value_at};
import package::lib::covering::covering;
import package::lib::finite::is_nan;
import package::lib::lamps::lit;
import package::lib::palette::colour_of;
import package::lib::rays::{face_at, ray_at, rays};

const HALVINGS = 8;

@vertex
fn place_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return covering(index);
}

fn is_inside(value: f32) -> bool {
  return !is_nan(value) && value >= rays.level;
}

@fragment
fn paint(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  let ray = ray_at(pixel.xy);
  if (ray.count == 0) { discard; }
  let eye = -normalize(ray.step * rays.scale);
  var reached = -1;
  var value = 0.0;
  for (var i = 0; i <= ray.count; i++) {
    value = value_at(ray.start + f32(i) * ray.step);
    if (is_inside(value)) {
      reached = i;
      break;
    }
  }
  if (reached < 0) { discard; }
  if (reached == 0) {
    let cut = colour_of(value, rays.low, rays.high).rgb;
    return vec4f(mix(cut, lit(cut, face_at(ray.start), eye, rays.key, rays.fill), rays.shading), rays.opacity);
  }
  var before = f32(reached - 1);
  var behind = f32(reached);
  for (var k = 0; k < HALVINGS; k++) {
    let middle = 0.5 * (before + behind);
    if (is_inside(value_at(ray.start + middle * ray.step))) { behind = middle; } else { before = middle; }
  }
  let slope = central_slope(ray.start + behind * ray.step) / rays.scale;
  let flat = vec3f(colour_of(rays.shade, rays.low, rays.high).rgb);
  // beside NaN no slope is known
  let steep = dot(slope, slope);
  if (is_nan(steep) || steep == 0.0) { return vec4f(mix(flat, lit(flat, eye, eye, rays.key, rays.fill), rays.shading), rays.opacity); }
  return vec4f(mix(flat, lit(flat, slope / sqrt(steep), eye, rays.key, rays.fill), rays.shading), rays.opacity);
}
