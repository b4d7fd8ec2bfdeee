// dst = random numbers: whole ones of 32 bits, evenly spread ones from 0 to 1, or normal ones (KIND 0, 1, 2). Two groups of four voxels
// an invocation: normal numbers come in pairs, of which the groups are the two sides. `start` is where the counter begins. In a loop `turn`, one voxel, goes
// on to another stream with every iteration.
import package::access::{cell, row_dst, store4_dst, Value_dst, size_dst, row_turn, load_turn};
import package::lib::random::{random_words, random_unit4, random_normals4};
import constants::{WX, WY, KIND, HAS_TURN};

struct Params {
  start: vec4u,
  key: vec2u,
}
@group(0) @binding(1) var<uniform> params: Params;

const BITS = 0;
const NORMAL = 2;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let place = vec4i(params.start) + vec4i(at.x4, at.y, at.z, at.b);
  var key = params.key;
  @if(HAS_TURN) key.y += load_turn(row_turn(0, 0, 0), 0);
  let first = random_words(place.x, place.y, place.z, place.w, 0u, key);
  let second = random_words(place.x + 1, place.y, place.z, place.w, 0u, key);
  var words = array<vec4u, 2>(first, second);
  if (KIND == NORMAL) {
    let normals = random_normals4(first, second);
    words[0] = bitcast<vec4u>(normals.first);
    words[1] = bitcast<vec4u>(normals.second);
  } else if (KIND != BITS) {
    words[0] = bitcast<vec4u>(random_unit4(first));
    words[1] = bitcast<vec4u>(random_unit4(second));
  }
  let out = row_dst(at.y, at.z, at.b);
  store4_dst(out, at.x4, bitcast<Value_dst>(words[0]));
  if ((at.x4 + 1) * 4 < size_dst().x) { store4_dst(out, at.x4 + 1, bitcast<Value_dst>(words[1])); }
}
