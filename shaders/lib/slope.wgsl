// How fast the source between its voxels changes along an axis (0 x, 1 y, 2 z), at four places: the sum of lib/interpolate with the weights of that axis
// differentiated. At a voxel a linear mix has the slope behind it. A voxel whose weight is 0 does not count, whatever it is.
import package::access::{row_src, load_src};
import package::lib::fold::fold4;
import package::lib::places::{Places, beyond4, is_outside4};
import package::lib::taps::{TAPS, first_tap4, tap_slopes, tap_weights};
import constants::{OUTSIDE, IS_FLAT};

fn slope4(x: Places, y: Places, z: Places, b: i32, n: vec4i, axis: i32, outside: f32) -> vec4f {
  var wx = tap_weights(x.f);
  var wy = tap_weights(y.f);
  var wz = tap_weights(z.f);
  if (axis == 0) { wx = tap_slopes(x.f); }
  if (axis == 1) { wy = tap_slopes(y.f); }
  if (axis == 2) { wz = tap_slopes(z.f); }
  let x0 = first_tap4(x);
  let y0 = first_tap4(y);
  let z0 = select(first_tap4(z), z.i, IS_FLAT);
  var sum = vec4f(0.0);
  // loops that a driver cannot write out
  let taps = TAPS + (n.w >> 31u);
  for (var u = 0; u < select(taps, 1, IS_FLAT); u++) {
    let zs = fold4(z0 + u, n.z);
    for (var s = 0; s < taps; s++) {
      let ys = fold4(y0 + s, n.y);
      let across = wy[s] * select(wz[u], vec4f(1.0), IS_FLAT);
      for (var t = 0; t < taps; t++) {
        let xs = fold4(x0 + t, n.x);
        var v = vec4f(0.0);
        for (var k = 0; k < 4; k++) { v[k] = load_src(row_src(ys[k], zs[k], b), xs[k]); }
        if (OUTSIDE == 2) {
          v = select(v, vec4f(outside), beyond4(x0 + t, n.x) | beyond4(y0 + s, n.y) | beyond4(z0 + u, n.z));
        }
        let weight = wx[t] * across;
        sum += select(weight * v, vec4f(0.0), weight == vec4f(0.0));
      }
    }
  }
  if (OUTSIDE == 1) {
    var away = is_outside4(x, n.x) | is_outside4(y, n.y);
    if (!IS_FLAT) { away = away | is_outside4(z, n.z); }
    sum = select(sum, vec4f(0.0), away);
  }
  return sum;
}
