// dst = the u32 key of src: keys compare as values do. NaN has the greatest.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst};
import package::lib::keys::{key4};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  for (var y = at.y; y < min(at.y + 4, at.y_end); y++) {
    let bits = bitcast<vec4u>(load4_src(row_src(y, at.z, at.b), at.x4));
    store4_dst(row_dst(y, at.z, at.b), at.x4, key4(bits, 0xffffffffu));
  }
}
