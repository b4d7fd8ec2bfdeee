// Marked voxels as a list for each label: `heads` has for a label (lib/slots) its last voxel, `links` for a voxel the one before, each as one more than its place in the image, 0 where there is
// none. Which comes after which is a matter of chance. Four voxels an invocation. Bytes: two loads, and at random some four words a marked voxel.
import package::access::{
  cell, row_mask, load4_mask, size_mask, row_labels, load4_labels, row_heads, take_heads, swap_heads, row_links, put_links,
};
import package::lib::slots::{first_slot, next_slot};
import constants::{WX, WY};

struct Params {
  slots: u32,
  pitch: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn slot_of(label: u32, base: u32) -> u32 {
  let heads = row_heads(0, 0, 0);
  var slot = first_slot(label, params.slots);
  var there = take_heads(heads, base + 2u * slot);
  while (there != label) {
    if (there != 0u) { slot = next_slot(slot, params.slots); } else if (swap_heads(heads, base + 2u * slot, 0u, label)) { there = label; }
    if (there != label) { there = take_heads(heads, base + 2u * slot); }
  }
  return slot;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_mask();
  let marks = load4_mask(row_mask(at.y, at.z, at.b), at.x4);
  let labels = load4_labels(row_labels(at.y, at.z, at.b), at.x4);
  let base = u32(at.b) * 2u * params.slots;
  for (var k = 0; k < 4; k++) {
    let x = at.x4 * 4 + k;
    if (x < n.x && marks[k] != 0u && labels[k] != 0u) {
      let place = u32((at.z * n.y + at.y) * n.x + x);
      let head = base + 2u * slot_of(labels[k], base) + 1u;
      var is_linked = false;
      while (!is_linked) {
        let before = take_heads(row_heads(0, 0, 0), head);
        put_links(row_links(0, 0, 0), u32(at.b) * params.pitch + place, before);
        is_linked = swap_heads(row_heads(0, 0, 0), head, before, place + 1u);
      }
    }
  }
}
