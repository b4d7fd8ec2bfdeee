// dst(point) = the place of its segment along an axis. Bytes: one load, one at random, one store.
import package::access::{cell, row_rows, load4_rows, row_places, load_places, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sources = load4_rows(row_rows(0, 0, 0), at.x4);
  var v = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    if (sources[k] != 0u) { v[k] = load_places(row_places(0, 0, 0), i32((sources[k] - 1u) >> 1u)); }
  }
  store4_dst(row_dst(0, 0, 0), at.x4, v);
}
