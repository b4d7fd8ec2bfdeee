// sums(label), of each of 13 directions (4 in a plane) to a neighbour and back: how often a line along it leaves the region. Outside the volume is no region. By patches (lib/patch).
// Bytes: 9 loads (3), and 13 words (4) a label of a patch at random.
import package::access::{cell, row_sums, add_sums};
import package::lib::links::{bits_of, joined_lanes};
import package::lib::patch::{greatest_label, how_many, labels_at, patch_within, take_label};
import constants::{WX, WY, STRIDE, DEPTH};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

const SIDES = 3 * (2 * DEPTH + 1);

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  let whole = patch_within(at, params.capacity);
  // by (dz + 1) 9 + (dy + 1) 3 + dx + 1: which voxels have another label there
  var leaves: array<vec2u, 27>;
  for (var side = 0; side < SIDES; side++) {
    let z = at.z + side / 3 - DEPTH;
    var left = array<vec4u, 3>();
    var right = array<vec4u, 3>();
    for (var i = 0; i < 8; i++) {
      let y = at.y + i + side % 3 - 1;
      let before = labels_at(at.x4 - 1, y, z, at.b);
      let near = labels_at(at.x4, y, z, at.b);
      let beside = labels_at(at.x4 + 1, y, z, at.b);
      let behind = labels_at(at.x4 + 2, y, z, at.b);
      let v = whole[2 * i];
      let w = whole[2 * i + 1];
      left[0] |= bits_of(v != vec4u(before.w, near.xyz), i);
      left[1] |= bits_of(v != near, i);
      left[2] |= bits_of(v != vec4u(near.yzw, beside.x), i);
      right[0] |= bits_of(w != vec4u(near.w, beside.xyz), i);
      right[1] |= bits_of(w != beside, i);
      right[2] |= bits_of(w != vec4u(beside.yzw, behind.x), i);
    }
    for (var k = 0; k < 3; k++) { leaves[(1 - DEPTH) * 9 + side * 3 + k] = vec2u(joined_lanes(left[k]), joined_lanes(right[k])); }
  }
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
