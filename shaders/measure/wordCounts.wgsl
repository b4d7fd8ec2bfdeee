// counts(word) = how many bits of it are 1. Bytes: one load, one store.
import package::access::{cell, row_words, load4_words, row_counts, store4_counts};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  store4_counts(row_counts(at.y, at.z, at.b), at.x4, countOneBits(load4_words(row_words(at.y, at.z, at.b), at.x4)));
}
