// One way (IS_BACK: from the end) along y of what lib/flow does: labels are handed on, and voxels move to where labels came from.
// Four lines side by side an invocation; of a window that does not hold them whole, only its part is stored. Bytes: three loads
// and two stores of a word a voxel. All of areaOpening with the default of 64, 512², lavapipe 26.1, CPU time on a busy machine, in
// brackets scikit-image's: smooth u8 1.2 s (0.8), smooth f32 4.1 s (0.9), f32 noise 7.0 s (2.2); about 100, 370 and 760 iterations.
import package::access::{cell, size_word, row_word, load4_word, row_resting, load4_resting, row_low, load4_low, row_words, store4_words, row_rest, store4_rest};
import package::lib::flow::{flow, still};
import constants::{WX, WY, IS_BACK, BACK, AHEAD};

struct Params {
  enough: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_word().y;
  let steps = select(at.y_end, n - at.y, IS_BACK);
  var here = still();
  for (var i = 0; i < steps; i++) {
    let y = select(i, n - 1 - i, IS_BACK);
    let word = load4_word(row_word(y, at.z, at.b), at.x4);
    let resting = load4_resting(row_resting(y, at.z, at.b), at.x4);
    here = flow(here, word, resting, load4_low(row_low(y, at.z, at.b), at.x4), BACK, AHEAD, params.enough);
    if (y >= at.y && y < at.y_end) {
      store4_words(row_words(y, at.z, at.b), at.x4, here.word);
      store4_rest(row_rest(y, at.z, at.b), at.x4, here.resting);
    }
  }
}
