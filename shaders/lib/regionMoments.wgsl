// What regionMoments and regionThirds counted of a region, as f32: about the voxel nearest to its centroid.
import package::access::{Row_moments, load_moments, Row_thirds, load_thirds};
import package::lib::float64::{float_of, float_of_long};
import package::lib::moments::Moments;
import constants::DIMS;

fn moment(moments: Row_moments, k: i32) -> f32 { return float_of(vec2u(load_moments(moments, 2 * k), load_moments(moments, 2 * k + 1))); }

fn third(thirds: Row_thirds, k: i32) -> f32 {
  return float_of_long(vec3u(load_thirds(thirds, 3 * k), load_thirds(thirds, 3 * k + 1), load_thirds(thirds, 3 * k + 2)));
}

fn moments_of(count: u32, moments: Row_moments, thirds: Row_thirds) -> Moments {
  var m: Moments;
  m.mass = f32(count);
  m.first = vec3f(moment(moments, 0), moment(moments, 1), moment(moments, 2));
  m.squares = vec3f(moment(moments, 3), moment(moments, 4), moment(moments, 5));
  m.products = vec3f(moment(moments, 6), moment(moments, 7), moment(moments, 8));
  for (var k = 0; k < select(4, 10, DIMS == 3); k++) { m.thirds[k] = third(thirds, k); }
  return m;
}
