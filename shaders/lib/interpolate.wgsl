// The source between its voxels, at four places at a time: the nearest voxel, a linear mix, or the sum of cubic B-splines, whose
// coefficients the source then holds. A voxel whose weight is 0 does not count, whatever it is.
// OUTSIDE: 0, what lies outside is as BORDER says; 1, so are voxels, but a place outside the outermost voxels' centres is the
// border's value (scipy's `constant`); 2, voxels outside are that value (scipy's `grid-constant`).
import package::access::{Value_src, Scalar_src};
import package::lib::cubic::cubic4;
import package::lib::linear::linear4;
import package::lib::nearest::nearest4;
import package::lib::places::{Places, is_outside4};
import constants::{OUTSIDE, IS_FLAT, IS_NEAREST, IS_LINEAR, IS_CUBIC};

fn interpolate4(x: Places, y: Places, z: Places, b: i32, n: vec4i, outside: Scalar_src) -> Value_src {
  var away = vec4<bool>();
  if (OUTSIDE == 1) {
    away = is_outside4(x, n.x) | is_outside4(y, n.y);
    if (!IS_FLAT) { away = away | is_outside4(z, n.z); }
    if (all(away)) { return Value_src(outside); }
  }
  var found = Value_src();
  @if(IS_NEAREST) found = nearest4(x, y, z, b, n, outside);
  @if(IS_LINEAR) found = linear4(x, y, z, b, n, outside);
  @if(IS_CUBIC) found = cubic4(x, y, z, b, n, outside);
  if (OUTSIDE == 1) { found = select(found, Value_src(outside), away); }
  return found;
}
