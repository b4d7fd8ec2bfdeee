// Of every word of 32 runs the bits of those that stand for their component, since they are linked to nothing, and how many these are; 0 past the last
// run. Four words an invocation. Bytes: one load a run.
import package::access::{
  cell, row_links, load4_links, row_count, load_count, row_standing, store4_standing, row_counts, store4_counts,
};
import package::lib::links::{bits_of, joined_lanes};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_links(at.y, at.z, at.b);
  let first = (at.y * 32 + at.x4 * 4) * 32;
  let runs = i32(load_count(row_count(0, 0, at.b), 0)) - first;
  var standing = vec4u(0u);
  for (var k = 0; k < min(4, (runs + 31) >> 5u); k++) {
    var bits = vec4u(0u);
    for (var i = 0; i < 8; i++) {
      let run = vec4i(k * 32 + i * 4) + vec4i(0, 1, 2, 3);
      let links = load4_links(row, (at.x4 * 4 + k) * 8 + i);
      bits |= bits_of((links == vec4u(0u)) & (run < vec4i(runs)), i);
    }
    standing[k] = joined_lanes(bits);
  }
  store4_standing(row_standing(at.y, at.z, at.b), at.x4, standing);
  store4_counts(row_counts(at.y, at.z, at.b), at.x4, countOneBits(standing));
}
