// dst = what was counted of a region, with its sign. 0 behind the last of `count` rows. An invocation makes four regions.
import package::access::{cell, row_places, load4_places, row_count, load_count, row_counted, load_counted, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rows = i32(load_count(row_count(0, 0, 0), 0));
  let labels = load4_places(row_places(3, 0, 0), at.x4);
  var out = vec4i(0);
  for (var k = 0; k < 4; k++) {
    if (at.x4 * 4 + k < rows) { out[k] = bitcast<i32>(load_counted(row_counted(i32(labels[k]), 0, 0), 0)); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, out);
}
