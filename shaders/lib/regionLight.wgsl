// What regionLight counted of a region, as f32. Means over finite intensities only; whoever asks sees by `broken` whether there were others.
import package::access::{Row_light, load_light};
import package::lib::float64::float_of;
import package::lib::keys::unkey4;

fn broken(light: Row_light) -> u32 { return load_light(light, 6); }

fn sum_of(light: Row_light, unit: f32) -> f32 {
  let coarse = float_of(vec2u(load_light(light, 0), load_light(light, 1)));
  let fine = float_of(vec2u(load_light(light, 2), load_light(light, 3)));
  return (coarse + fine * 1.1920928955078125e-7) * unit;
}

// The same divided, without passing through a sum that may be beyond f32.
fn mean_of(light: Row_light, unit: f32, count: f32) -> f32 {
  let coarse = float_of(vec2u(load_light(light, 0), load_light(light, 1)));
  let fine = float_of(vec2u(load_light(light, 2), load_light(light, 3)));
  return (coarse / count + fine * 1.1920928955078125e-7 / count) * unit;
}

fn greatest_of(light: Row_light) -> f32 { return bitcast<f32>(unkey4(vec4u(load_light(light, 4))).x); }

fn least_of(light: Row_light) -> f32 { return bitcast<f32>(unkey4(vec4u(~load_light(light, 5))).x); }
