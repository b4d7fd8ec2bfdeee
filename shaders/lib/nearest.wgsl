// The voxels nearest to four places; half-way the one behind.
import package::access::{row_src, load_src, Value_src, Scalar_src};
import package::lib::fold::fold4;
import package::lib::places::{Places, beyond4};
import constants::OUTSIDE;

fn nearest4(x: Places, y: Places, z: Places, b: i32, n: vec4i, outside: Scalar_src) -> Value_src {
  let xi = x.i + select(vec4i(0), vec4i(1), x.f >= vec4f(0.5));
  let yi = y.i + select(vec4i(0), vec4i(1), y.f >= vec4f(0.5));
  let zi = z.i + select(vec4i(0), vec4i(1), z.f >= vec4f(0.5));
  let xs = fold4(xi, n.x);
  let ys = fold4(yi, n.y);
  let zs = fold4(zi, n.z);
  var found = Value_src();
  for (var k = 0; k < 4; k++) { found[k] = load_src(row_src(ys[k], zs[k], b), xs[k]); }
  if (OUTSIDE == 2) {
    let away = beyond4(xi, n.x) | beyond4(yi, n.y) | beyond4(zi, n.z);
    found = select(found, Value_src(outside), away);
  }
  return found;
}
