// dst(p) = src at the place in memory (lib/place) that `place` holds for p. Four voxels along x an invocation, read one by one.
import package::access::{cell, size_src, row_src, load_src, row_place, load4_place, row_dst, store4_dst, Value_dst};
import package::lib::place::at_place;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xyz;
  let place = load4_place(row_place(at.y, at.z, at.b), at.x4);
  var found: Value_dst;
  for (var i = 0; i < 4; i++) {
    // pad lanes hold anything
    let p = at_place(min(place[i], u32(n.x * n.y * n.z - 1)), n);
    found[i] = load_src(row_src(p.y, p.z, at.b), p.x);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
