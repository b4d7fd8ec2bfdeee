// dst(k) bit i = 1 where src(32 k + i) is not 0: a row as words of 32 voxels. What lies past the row holds
// 0. An invocation makes four words of 32 loads. Bytes: one load of src.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  var words = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    var word = 0u;
    for (var i = 0; i < 8; i++) {
      let x4 = (at.x4 * 4 + k) * 8 + i;
      if (x4 * 4 < n) {
        let x = vec4i(x4 * 4) + vec4i(0, 1, 2, 3);
        let bits = select(vec4u(0u), vec4u(1u, 2u, 4u, 8u), (load4_src(row, x4) != vec4u(0u)) & (x < vec4i(n)));
        word |= (bits.x | bits.y | bits.z | bits.w) << u32(4 * i);
      }
    }
    words[k] = word;
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, words);
}
