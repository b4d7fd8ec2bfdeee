// The greatest value along the ray of a pixel, as a colour: maximum intensity projection (J. Wallis et al. 1989).
// NaN is passed over; a ray that meets nothing else shows what is behind. It ends where the colour can change no more.
import package::lib::between::value_at;
import package::lib::covering::covering;
import package::lib::finite::is_nan;
import package::lib::palette::colour_of;
import package::lib::rays::{ray_at, rays};

@vertex
fn place_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return covering(index);
}

@fragment
fn paint(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  let ray = ray_at(pixel.xy);
  var greatest = 0.0;
  var met = false;
  for (var i = 0; i < ray.count; i++) {
    let value = value_at(ray.start + (f32(i) + 0.5) * ray.step);
    if (is_nan(value) || (met && value <= greatest)) { continue; }
    greatest = value;
    met = true;
    if (value >= rays.high) { break; }
  }
  if (!met) { discard; }
  return vec4f(colour_of(greatest, rays.low, rays.high).rgb, rays.opacity);
}
