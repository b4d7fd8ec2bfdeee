// What lib/flow does, between each voxel and its neighbours that lie off along two axes, or three (MOST_AXES): all at once, from
// what was before. Four voxels along x an invocation; where none belongs to a region the neighbours are not looked at.
import package::access::{cell, size_word, row_word, load4_word, load_word, row_resting, load4_resting, load_resting, row_low, load4_low, load_low, row_words, store4_words, row_rest, store4_rest};
import package::lib::flow::{ALL, NOWHERE, met};
import constants::{WX, WY, MOST_AXES};

struct Params {
  enough: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// the direction is one that this kernel moves voxels along
fn diagonal(word: vec4u) -> vec4<bool> {
  let direction = word & vec4u(31u);
  let x = direction % vec4u(3u);
  let y = (direction / vec4u(3u)) % vec4u(3u);
  let z = direction / vec4u(9u);
  let off = select(vec4u(0u), vec4u(1u), x != vec4u(1u)) + select(vec4u(0u), vec4u(1u), y != vec4u(1u))
    + select(vec4u(0u), vec4u(1u), z != vec4u(1u));
  return (off > vec4u(1u)) & (word != vec4u(ALL));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_word();
  let x4 = at.x4;
  let first = 4 * x4;
  let lanes = vec4i(first) + vec4i(0, 1, 2, 3);
  let word = load4_word(row_word(at.y, at.z, at.b), x4);
  let low = load4_low(row_low(at.y, at.z, at.b), x4);
  let resting = load4_resting(row_resting(at.y, at.z, at.b), x4);
  var best = word;
  var total = select(resting, vec4u(0u), diagonal(word));
  if (any(word != vec4u(0u))) {
    for (var direction = 0; direction < 27; direction++) {
      let step = vec3i(direction % 3, (direction / 3) % 3, direction / 9) - vec3i(1);
      let off = abs(step.x) + abs(step.y) + abs(step.z);
      let y = at.y + step.y;
      let z = at.z + step.z;
      if (off < 2 || off > MOST_AXES || y < 0 || y >= n.y || z < 0 || z >= n.z) { continue; }
      let words = row_word(y, z, at.b);
      let lows = row_low(y, z, at.b);
      let rests = row_resting(y, z, at.b);
      var other = load4_word(words, x4);
      var other_low = load4_low(lows, x4);
      var other_rest = load4_resting(rests, x4);
      if (step.x < 0) {
        var before = vec3u(0u);
        if (first > 0) { before = vec3u(load_word(words, first - 1), load_low(lows, first - 1), load_resting(rests, first - 1)); }
        other = vec4u(before.x, other.xyz);
        other_low = vec4u(before.y, other_low.xyz);
        other_rest = vec4u(before.z, other_rest.xyz);
      }
      if (step.x > 0) {
        var after = vec3u(0u);
        if (first + 4 < n.x) { after = vec3u(load_word(words, first + 4), load_low(lows, first + 4), load_resting(rests, first + 4)); }
        other = vec4u(other.yzw, after.x);
        other_low = vec4u(other_low.yzw, after.y);
        other_rest = vec4u(other_rest.yzw, after.z);
      }
      // pad lanes hold anything
      let inside = lanes + vec4i(step.x) < vec4i(n.x);
      other = select(vec4u(0u), other, inside);
      other_low = select(vec4u(0u), other_low, inside);
      best = met(best, low, other, other_low, u32(direction));
      let comes = ((other & vec4u(31u)) == vec4u(u32(26 - direction))) & (other != vec4u(0u));
      total += select(vec4u(0u), other_rest, comes);
    }
  }
  best = select(best, vec4u(ALL), (word != vec4u(0u)) & (total >= vec4u(params.enough)));
  store4_words(row_words(at.y, at.z, at.b), x4, best);
  store4_rest(row_rest(at.y, at.z, at.b), x4, total);
}
