// What regionSums counted of a region's intensities.
import package::access::{Row_light, load_light};
import package::lib::keys::unkey4;
import package::lib::light::unit_of;

fn broken(light: Row_light) -> u32 { return load_light(light, 18); }

fn greatest_of(light: Row_light) -> f32 { return bitcast<f32>(unkey4(vec4u(load_light(light, 16))).x); }

fn least_of(light: Row_light) -> f32 { return bitcast<f32>(unkey4(vec4u(~load_light(light, 17))).x); }

// What sums of a region are counted in; where nothing is finite any.
fn unit_for(light: Row_light) -> f32 {
  if (load_light(light, 16) == 0u) { return 1.0; }
  return unit_of(max(abs(greatest_of(light)), abs(least_of(light))));
}
