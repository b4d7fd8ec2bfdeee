// dst(p) = a patch of src at a random place: image, place and orientation follow from the patch's number and the key alone, so that a second volume is cut
// at the same places. IS_FLIPPED: run backwards along each axis or not; IS_TURNED: y and x exchanged or not. `turn`, one voxel, chooses other places in every
// step of a loop. Two times ten rounds of Philox an invocation, and a load and a store a voxel.
import package::access::{cell, row_src, load_src, size_src, Value_dst, row_dst, size_dst, store4_dst, row_turn, load_turn};
import package::lib::random::philox;
import package::lib::wide::wide_product;
import constants::{WX, WY, HAS_TURN, IS_FLIPPED, IS_TURNED};

struct Params {
  key: vec2u,
  images: i32,
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// A whole number below a bound from 32 random bits.
fn below(word: u32, bound: i32) -> i32 { return i32(wide_product(word, u32(bound)).y); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let size = size_dst();
  let patch_number = u32(at.b / params.channels);
  var key = params.key;
  @if(HAS_TURN) key.y += load_turn(row_turn(0, 0, 0), 0);
  let places = philox(vec4u(patch_number, 0u, 0u, 0u), key);
  let bits = philox(vec4u(patch_number, 1u, 0u, 0u), key).x;
  let z = below(places.y, n.z - size.z + 1) + select(at.z, size.z - 1 - at.z, IS_FLIPPED && (bits & 4u) != 0u);
  let y0 = below(places.z, n.y - size.y + 1);
  let x0 = below(places.w, n.x - size.x + 1);
  let b = below(places.x, params.images) * params.channels + at.b % params.channels;
  var v: Value_dst;
  for (var k = 0; k < 4; k++) {
    var p = vec2i(min(4 * at.x4 + k, size.x - 1), at.y);
    if (IS_FLIPPED) { p = select(p, size.xy - 1 - p, vec2<bool>((bits & 1u) != 0u, (bits & 2u) != 0u)); }
    if (IS_TURNED && (bits & 8u) != 0u) { p = p.yx; }
    v[k] = load_src(row_src(y0 + p.y, z, b), x0 + p.x);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
