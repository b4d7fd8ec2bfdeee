// From the words of packRow: weight · d², d the distance to the nearest background voxel of the row, `far` without one; or
// where that voxel is (IS_PLACE), -1 without one. Of two as near the one before. Words are searched outwards until one holds
// background: at most 1 / 32 of the row a voxel, for all four at once. Bytes: one store.
import package::access::{cell, row_words, Row_words, load_words, size_words, row_dst, store4_dst, Value_dst, Scalar_dst};
import constants::{WX, WY, IS_PLACE};

struct Params {
  weight: f32,
  far: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The last background at or before x, and the first at or after it; -1 where there is none.
fn last_to(row: Row_words, x: i32) -> i32 {
  var k = x >> 5u;
  var word = load_words(row, k) & (0xffffffffu >> u32(31 - (x & 31)));
  while (word == 0u && k > 0) {
    k -= 1;
    word = load_words(row, k);
  }
  return select(k * 32 + 31 - i32(countLeadingZeros(word)), -1, word == 0u);
}

fn first_from(row: Row_words, x: i32, words: i32) -> i32 {
  var k = x >> 5u;
  var word = load_words(row, k) & (0xffffffffu << u32(x & 31));
  while (word == 0u && k + 1 < words) {
    k += 1;
    word = load_words(row, k);
  }
  return select(k * 32 + i32(countTrailingZeros(word)), -1, word == 0u);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_words(at.y, at.z, at.b);
  let begin = at.x4 * 4;
  let before = last_to(row, begin);
  let after = first_from(row, begin + 3, size_words().x);
  // four neighbours lie in one word
  let inner = load_words(row, begin >> 5u) >> u32(begin & 31);
  var result = vec4<Scalar_dst>();
  for (var i = 0; i < 4; i++) {
    let x = begin + i;
    var place = before;
    var distance = select(0x7fffffff, x - before, before >= 0);
    for (var j = 1; j < 4; j++) {
      let d = abs(x - (begin + j));
      if (((inner >> u32(j)) & 1u) != 0u && d < distance) { place = begin + j; distance = d; }
    }
    if (after >= 0 && after - x < distance && after >= begin) { place = after; distance = abs(after - x); }
    if (IS_PLACE) {
      result[i] = Scalar_dst(place);
    } else {
      let d = Scalar_dst(distance);
      result[i] = select(d * d * Scalar_dst(params.weight), Scalar_dst(params.far), place < 0);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, Value_dst(result));
}
