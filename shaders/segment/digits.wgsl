// digits: the bit of each voxel's digit (lib/digits) under its node, 0 for no node. Bits that stand already are left alone, and so are those of the
// voxel before. Eight groups of four an invocation. Bytes: two loads, and at random a word where numbers change.
import package::access::{cell, size_src, row_src, load4_src, row_nodes, load4_nodes, row_digits, take_digits, mark_digits};
import package::lib::digits::{Digit, found};
import constants::{WX, WY};

struct Params {
  lowest: u32,
  shift: u32,
  bits: u32,
  words: u32,
  // words of all nodes
  size: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let row = row_src(at.y, at.z, at.b);
  let nodes_row = row_nodes(at.y, at.z, at.b);
  let digits = row_digits(0, 0, 0);
  let digit = Digit(params.lowest, params.shift, params.bits, params.words);
  let base = u32(at.b) * params.size;
  var last = vec2u(0u);
  let groups = min(8, ((n.x + 3) >> 2u) - at.x4);
  for (var g = 0; g < groups; g++) {
    let v = bitcast<vec4u>(load4_src(row, at.x4 + g));
    let nodes = load4_nodes(nodes_row, at.x4 + g);
    for (var i = 0; i < 4; i++) {
      let here = vec2u(nodes[i], v[i]);
      if (here.x == 0u || all(here == last) || (at.x4 + g) * 4 + i >= n.x) { continue; }
      last = here;
      let place = found(here.x, here.y, digit);
      let bit = 1u << place.bit;
      if ((take_digits(digits, base + place.word) & bit) == 0u) { mark_digits(digits, base + place.word, bit); }
    }
  }
}
