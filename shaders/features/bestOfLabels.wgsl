// dst = 1 where fewer than `most` marked voxels of the same label are greater, or equal and before in memory. Each walks the list of its label (features/labelChains). Four voxels an
// invocation. Bytes: two loads and a store, and at random two words for each other of the label.
import package::access::{
  cell, row_src, load_src, size_src, row_mask, load4_mask, row_labels, load4_labels, row_heads, load_heads, row_links, load_links, row_dst, store4_dst,
};
import package::lib::slots::{first_slot, next_slot};
import constants::{WX, WY};

struct Params {
  slots: u32,
  most: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn head(place: u32, b: i32) -> u32 { return load_heads(row_heads(i32(place >> 10u), 0, b), i32(place & 1023u)); }

fn is_among(label: u32, place: u32, y: i32, z: i32, b: i32) -> bool {
  let n = vec3u(size_src().xyz);
  var slot = first_slot(label, params.slots);
  while (head(2u * slot, b) != label) { slot = next_slot(slot, params.slots); }
  let own = load_src(row_src(y, z, b), i32(place % n.x));
  var next = head(2u * slot + 1u, b);
  var better = 0u;
  while (next != 0u && better < params.most) {
    let other = next - 1u;
    let row = other / n.x;
    let value = load_src(row_src(i32(row % n.y), i32(row / n.y), b), i32(other % n.x));
    if (value > own || (value == own && other < place)) { better += 1u; }
    next = load_links(row_links(i32(other >> 10u), 0, b), i32(other & 1023u));
  }
  return better < params.most;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let marks = load4_mask(row_mask(at.y, at.z, at.b), at.x4);
  let labels = load4_labels(row_labels(at.y, at.z, at.b), at.x4);
  var v = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    let x = at.x4 * 4 + k;
    if (x < n.x && marks[k] != 0u && labels[k] != 0u) {
      if (is_among(labels[k], u32((at.z * n.y + at.y) * n.x + x), at.y, at.z, at.b)) { v[k] = 1u; }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
