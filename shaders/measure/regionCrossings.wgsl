// sums(label), of each of 13 directions (4 in a plane) to a neighbour and back: how often a line along it leaves the region. Outside the volume is no region. By patches (lib/patch).
// Bytes: 9 loads (3), and 13 words (4) a label of a patch at random.
import package::access::{cell, row_sums, add_sums};
import package::lib::patch::{greatest_label, how_many, patch_within, take_label};
import package::lib::patchSides::leaves_of;
import constants::{WX, WY, STRIDE, DEPTH};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  let whole = patch_within(at, params.capacity);
  let leaves = leaves_of(at, whole);
  var v = whole;
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    for (var k = 9 - 9 * DEPTH; k < 13; k++) {
      let many = how_many(bits & leaves[k]) + how_many(bits & leaves[26 - k]);
      if (many > 0) { add_sums(sums, label * u32(STRIDE) + u32(k), u32(many)); }
    }
    label = greatest_label(v);
  }
}
