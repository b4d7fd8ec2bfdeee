// dst(y) = src(places(y)), -1 where the place is -1: what was found along another axis, at the row that was found along this one.
import package::access::{cell, row_src, load_src, size_src, row_places, load4_places, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let places = load4_places(row_places(at.y, at.z, at.b), at.x4);
  var found = vec4i(-1);
  for (var i = 0; i < 4; i++) {
    let x = at.x4 * 4 + i;
    if (places[i] >= 0 && x < n.x) { found[i] = load_src(row_src(min(places[i], n.y - 1), at.z, at.b), x); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
