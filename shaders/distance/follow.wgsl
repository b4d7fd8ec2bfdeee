// dst(y) = src(places(y)), `nothing` where the place is -1: what was found along another axis, at the row that was found along this one; or
// the same along x (IS_X). Four voxels along x an invocation, read one by one.
import package::access::{cell, row_src, load_src, size_src, row_places, load4_places, row_dst, store4_dst, Value_dst, Scalar_dst};
import constants::{WX, WY, IS_X};

struct Params {
  nothing: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let end = select(n.y, n.x, IS_X);
  let places = load4_places(row_places(at.y, at.z, at.b), at.x4);
  var found = Value_dst(Scalar_dst(params.nothing));
  for (var i = 0; i < 4; i++) {
    let x = at.x4 * 4 + i;
    let place = min(places[i], end - 1);
    if (place >= 0 && x < n.x) { found[i] = load_src(row_src(select(place, at.y, IS_X), at.z, at.b), select(x, place, IS_X)); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
