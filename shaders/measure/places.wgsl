// places(axis, row) = where the marked voxel lies along n, c, z, y and x that is the row-th in the order of memory. `words` are marks, 32 voxels a word,
// `before` how many stand before each word; rows behind the capacity are left out. Four words an invocation. Bytes: two loads of words, five stores a mark.
import package::access::{cell, row_words, load4_words, size_words, row_before, load4_before, row_places, put_places, size_places};
import constants::{WX, WY};

struct Params {
  capacity: u32,
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let table = row_places(0, 0, 0);
  let pitch = u32(size_places().x);
  let words = load4_words(row_words(at.y, at.z, at.b), at.x4);
  let before = load4_before(row_before(at.y, at.z, at.b), at.x4);
  let count = min(4, size_words().x - at.x4 * 4);
  for (var k = 0; k < count; k++) {
    var bits = words[k];
    var row = before[k];
    while (bits != 0u && row < params.capacity) {
      let x = u32((at.x4 * 4 + k) * 32) + countTrailingZeros(bits);
      bits &= bits - 1u;
      put_places(table, row, u32(at.b / params.channels));
      put_places(table, pitch + row, u32(at.b % params.channels));
      put_places(table, 2u * pitch + row, u32(at.z));
      put_places(table, 3u * pitch + row, u32(at.y));
      put_places(table, 4u * pitch + row, x);
      row += 1u;
    }
  }
}
