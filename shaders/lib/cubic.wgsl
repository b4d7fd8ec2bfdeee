// Cubic B-splines (Unser, Aldroubi and Eden 1993) at four places; their coefficients are the voxels of the source. Loops over slices
// stay loops: 64 loads an axis and voxel are text enough.
import package::access::{row_src, load_src};
import package::lib::fold::fold4;
import package::lib::places::{Places, beyond4};
import constants::{OUTSIDE, IS_FLAT};

// What the four splines that reach a place weigh there.
fn cubic_weights(f: vec4f) -> array<vec4f, 4> {
  let g = 1.0 - f;
  return array<vec4f, 4>(
    g * g * g * (1.0 / 6.0),
    (4.0 - 3.0 * f * f * (2.0 - f)) * (1.0 / 6.0),
    (4.0 - 3.0 * g * g * (2.0 - g)) * (1.0 / 6.0),
    f * f * f * (1.0 / 6.0),
  );
}

fn cubic4(x: Places, y: Places, z: Places, b: i32, n: vec4i, outside: f32) -> vec4f {
  let wx = cubic_weights(x.f);
  let wy = cubic_weights(y.f);
  var wz = cubic_weights(z.f);
  var xs = array<vec4i, 4>();
  for (var t = 0; t < 4; t++) { xs[t] = fold4(x.i + (t - 1), n.x); }
  var sum = vec4f(0.0);
  let slices = select(4, 1, IS_FLAT);
  for (var u = 0; u < slices; u++) {
    let zi = select(z.i + (u - 1), z.i, IS_FLAT);
    let zs = fold4(zi, n.z);
    var slice = vec4f(0.0);
    for (var s = 0; s < 4; s++) {
      let yi = y.i + (s - 1);
      let ys = fold4(yi, n.y);
      var v = array<vec4f, 4>();
      for (var k = 0; k < 4; k++) {
        let row = row_src(ys[k], zs[k], b);
        for (var t = 0; t < 4; t++) { v[t][k] = load_src(row, xs[t][k]); }
      }
      if (OUTSIDE == 2) {
        let away = beyond4(yi, n.y) | beyond4(zi, n.z);
        for (var t = 0; t < 4; t++) {
          v[t] = select(v[t], vec4f(outside), away | beyond4(x.i + (t - 1), n.x));
        }
      }
      v[3] = select(v[3], vec4f(0.0), x.f == vec4f(0.0));
      var line = wx[0] * v[0] + wx[1] * v[1] + wx[2] * v[2] + wx[3] * v[3];
      if (s == 3) { line = select(line, vec4f(0.0), y.f == vec4f(0.0)); }
      slice += wy[s] * line;
    }
    if (IS_FLAT) { return slice; }
    if (u == 3) { slice = select(slice, vec4f(0.0), z.f == vec4f(0.0)); }
    sum += wz[u] * slice;
  }
  return sum;
}
