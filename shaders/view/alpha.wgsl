// A cloud that shines and hides, from front to back (M. Levoy 1988; N. Max 1995, eq. 5):
//   opacity of a step of length s = 1 - exp(-density·ramp·s),   ramp = (value - low) / (high - low), clamped to 0..1
// A step is lit like a surface across the slope of the values, the more the steeper they are: by |slope|·s of the window.
// NaN is clear. A ray ends where less than 1 % of what is behind would be seen.
import package::lib::between::{linear_at, nearest_at, nearest_slope};
import package::lib::covering::covering;
import package::lib::finite::is_nan;
import package::lib::lamps::lit;
import package::lib::palette::colour_of;
import package::lib::rays::{ray_at, rays};

const CLEAR = 0.01;
// windows a voxel at which a step is lit in full
const STEEP = 0.15;

@vertex
fn place_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return covering(index);
}

fn ramp(value: f32) -> f32 {
  if (value <= rays.low) { return 0.0; }
  if (value >= rays.high) { return 1.0; }
  return (value - rays.low) / (rays.high - rays.low);
}

@fragment
fn paint(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  let ray = ray_at(pixel.xy);
  let thickness = rays.density * length(ray.step * rays.scale);
  let eye = -normalize(ray.step * rays.scale);
  var colour = vec3f(0.0);
  var behind = 1.0;
  for (var i = 0; i < ray.count; i++) {
    let place = ray.start + (f32(i) + 0.5) * ray.step;
    var here = vec4f(0.0);
    if (rays.between == 0u) { here.w = nearest_at(place); } else { here = linear_at(place); }
    if (is_nan(here.w)) { continue; }
    let full = ramp(here.w);
    if (full == 0.0) { continue; }
    var shown = colour_of(here.w, rays.low, rays.high).rgb;
    if (rays.shading > 0.0) {
      if (rays.between == 0u) { here = vec4f(nearest_slope(place), here.w); }
      let steepness = length(here.xyz) / (STEEP * (rays.high - rays.low));
      let share = rays.shading * clamp(steepness, 0.0, 1.0);
      // beside NaN no slope is known
      if (share > 0.0 && !is_nan(steepness)) {
        let normal = normalize(here.xyz / rays.scale);
        shown = mix(shown, lit(shown, normal, eye, rays.key, rays.fill), share);
      }
    }
    let opacity = 1.0 - exp(-thickness * full);
    colour += behind * opacity * shown;
    behind *= 1.0 - opacity;
    if (behind < CLEAR) { break; }
  }
  if (behind == 1.0) { discard; }
  return vec4f(colour / (1.0 - behind), (1.0 - behind) * rays.opacity);
}
