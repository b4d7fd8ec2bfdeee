// Where nothing has changed, the regions above one threshold are settled, and those above the next are to be found. Every voxel
// has a threshold of its own: `low`, at which its region is known to be large enough, and the next bit, `stage` - 1, set. A bit
// at a time, from the highest, `low` becomes the greatest threshold: all voxels halve their ranges at once.
import package::access::{cell, size_key, row_key, load4_key, row_word, load4_word, row_resting, load4_resting, row_low, load4_low, row_stage, load_stage, row_changed, load_changed, row_words, store4_words, row_rest, store4_rest, row_lows, store4_lows, Value_lows};
import package::lib::flow::{ALL, NOWHERE};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_key();
  let stage = load_stage(row_stage(at.y, at.z, at.b), 0);
  var word = load4_word(row_word(at.y, at.z, at.b), at.x4);
  var resting = load4_resting(row_resting(at.y, at.z, at.b), at.x4);
  var low = load4_low(row_low(at.y, at.z, at.b), at.x4);
  if (load_changed(row_changed(at.y, at.z, at.b), 0) == 0u) {
    low = select(low, low | vec4u(1u << stage), word == vec4u(ALL));
    if (stage > 0u) {
      let key = load4_key(row_key(at.y, at.z, at.b), at.x4);
      let is_in = key >= (low | vec4u(1u << (stage - 1u)));
      let place = vec4u(u32((at.z * n.y + at.y) * n.x + 4 * at.x4)) + vec4u(1u, 2u, 3u, 4u);
      // what was too small only grows below: it keeps what it knows
      let begins = (word == vec4u(0u)) | (word == vec4u(ALL));
      word = select(word, select(vec4u(0u), (place << vec4u(5u)) + vec4u(NOWHERE), is_in), begins);
      resting = select(resting, select(vec4u(0u), vec4u(1u), is_in), begins);
    }
  }
  store4_words(row_words(at.y, at.z, at.b), at.x4, word);
  store4_rest(row_rest(at.y, at.z, at.b), at.x4, resting);
  store4_lows(row_lows(at.y, at.z, at.b), at.x4, Value_lows(low));
}
