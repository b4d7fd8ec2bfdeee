// dst(p) = 1 + how many digits (lib/digits) stand before that of p: those of the words before its own, and of its word those below; 0 for no
// node. Four voxels along x an invocation. Bytes: two loads, one store, and at random two words where numbers change.
import package::access::{cell, row_src, load4_src, row_nodes, load4_nodes, row_digits, load_digits, row_before, load_before, row_dst, store4_dst, size_src};
import package::lib::digits::{Digit, found};
import constants::{WX, WY};

struct Params {
  lowest: u32,
  shift: u32,
  bits: u32,
  words: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let digit = Digit(params.lowest, params.shift, params.bits, params.words);
  let v = bitcast<vec4u>(load4_src(row_src(at.y, at.z, at.b), at.x4));
  let nodes = load4_nodes(row_nodes(at.y, at.z, at.b), at.x4);
  var last = vec2u(0u);
  var rank = 0u;
  var ranks = vec4u(0u);
  for (var i = 0; i < 4; i++) {
    let here = vec2u(nodes[i], v[i]);
    // pad lanes hold anything
    if (here.x == 0u || 4 * at.x4 + i >= size_src().x) { continue; }
    if (any(here != last)) {
      last = here;
      let place = found(here.x, here.y, digit);
      let y = i32(place.word >> 10u);
      let x = i32(place.word & 1023u);
      let below = load_digits(row_digits(y, 0, at.b), x) & ((1u << place.bit) - 1u);
      rank = load_before(row_before(y, 0, at.b), x) + countOneBits(below) + 1u;
    }
    ranks[i] = rank;
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, ranks);
}
