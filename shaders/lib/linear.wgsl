// The voxels around four places, mixed linearly along x, then y, then z.
import package::access::{row_src, load_src};
import package::lib::fold::fold4;
import package::lib::places::{Places, beyond4};
import constants::{OUTSIDE, IS_FLAT};

fn mix4(low: vec4f, high: vec4f, f: vec4f) -> vec4f {
  return low * (1.0 - f) + select(high, vec4f(0.0), f == vec4f(0.0)) * f;
}

// Four rows' pairs mixed along x.
fn mixed_rows(y: vec4i, z: vec4i, b: i32, low: vec4i, high: vec4i, x: Places, n: vec4i, outside: f32) -> vec4f {
  let ys = fold4(y, n.y);
  let zs = fold4(z, n.z);
  var a = vec4f(0.0);
  var c = vec4f(0.0);
  for (var k = 0; k < 4; k++) {
    let row = row_src(ys[k], zs[k], b);
    a[k] = load_src(row, low[k]);
    c[k] = load_src(row, high[k]);
  }
  if (OUTSIDE == 2) {
    let away = beyond4(y, n.y) | beyond4(z, n.z);
    a = select(a, vec4f(outside), away | beyond4(x.i, n.x));
    c = select(c, vec4f(outside), away | beyond4(x.i + 1, n.x));
  }
  return mix4(a, c, x.f);
}

fn linear4(x: Places, y: Places, z: Places, b: i32, n: vec4i, outside: f32) -> vec4f {
  let low = fold4(x.i, n.x);
  let high = fold4(x.i + 1, n.x);
  let near = mix4(
    mixed_rows(y.i, z.i, b, low, high, x, n, outside),
    mixed_rows(y.i + 1, z.i, b, low, high, x, n, outside),
    y.f,
  );
  if (IS_FLAT) { return near; }
  let far = mix4(
    mixed_rows(y.i, z.i + 1, b, low, high, x, n, outside),
    mixed_rows(y.i + 1, z.i + 1, b, low, high, x, n, outside),
    y.f,
  );
  return mix4(near, far, z.f);
}
