// What regionMass counted of a region, as f32. Means over finite intensities only; whoever asks sees by `broken` whether there were others.
import package::access::{Row_mass, load_mass};
import package::lib::float64::float_of;

fn sum_of(mass: Row_mass, unit: f32) -> f32 {
  let coarse = float_of(vec2u(load_mass(mass, 0), load_mass(mass, 1)));
  let fine = float_of(vec2u(load_mass(mass, 2), load_mass(mass, 3)));
  return (coarse + fine * 2.384185791015625e-7) * unit;
}

// The same divided, without passing through a sum that may be beyond f32.
fn mean_of(mass: Row_mass, unit: f32, count: f32) -> f32 {
  let coarse = float_of(vec2u(load_mass(mass, 0), load_mass(mass, 1)));
  let fine = float_of(vec2u(load_mass(mass, 2), load_mass(mass, 3)));
  return (coarse / count + fine * 2.384185791015625e-7 / count) * unit;
}
