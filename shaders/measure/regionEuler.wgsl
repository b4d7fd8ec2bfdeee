// sums(label) = the Euler characteristic of a region as a union of closed squares or cubes, whose corners connect: corners less edges plus squares less cubes, in a plane corners less edges plus
// squares. Of those that voxels share the first voxel in memory counts them. By patches (lib/patch), below 0 as two's complement. Bytes: 9 loads (3), and a word a label of a patch at random.
import package::access::{cell, row_sums, add_sums};
import package::lib::patch::{greatest_label, how_many, patch_within, take_label};
import package::lib::patchSides::leaves_of;
import constants::{WX, WY, STRIDE, DEPTH};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The voxels for which a voxel before them touches the corner, edge or square in that direction as well.
fn counted_before(side: vec3i, bits: vec2u, leaves: array<vec2u, 27>) -> vec2u {
  var before = vec2u(0u);
  for (var c = 1; c < 8; c++) {
    let step = side * vec3i(c & 1, (c >> 1u) & 1, c >> 2u);
    let k = (step.z + 1) * 9 + (step.y + 1) * 3 + step.x + 1;
    if (k < 13) { before |= bits & ~leaves[k]; }
  }
  return before;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let whole = patch_within(at, params.capacity);
  let leaves = leaves_of(at, whole);
  var v = whole;
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    var sum = 0;
    for (var k = 9 - 9 * DEPTH; k < 18 + 9 * DEPTH; k++) {
      let side = vec3i(k % 3, (k / 3) % 3, k / 9) - vec3i(1);
      let axes = abs(side.x) + abs(side.y) + abs(side.z);
      let many = how_many(bits & ~counted_before(side, bits, leaves));
      // of as many dimensions as are left
      sum += select(many, -many, ((2 + DEPTH - axes) & 1) == 1);
    }
    if (sum != 0) { add_sums(row_sums(0, 0, 0), label * u32(STRIDE), bitcast<u32>(sum)); }
    label = greatest_label(v);
  }
}
