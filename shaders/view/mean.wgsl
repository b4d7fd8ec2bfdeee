// The mean of the values along the ray of a pixel, as a colour: what a radiograph shows, over the length within the box.
// NaN is left out; a ray that meets nothing else shows what is behind.
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
  var sum = 0.0;
  var count = 0.0;
  for (var i = 0; i < ray.count; i++) {
    let value = value_at(ray.start + (f32(i) + 0.5) * ray.step);
    if (is_nan(value)) { continue; }
    sum += value;
    count += 1.0;
  }
  if (count == 0.0) { discard; }
  return vec4f(colour_of(sum / count, rays.low, rays.high).rgb, rays.opacity);
}
