// Counts the voxels of every number that is not 0 (lib/slots), of each n and c. Eight groups of four an invocation, which counts by itself as long as
// numbers stay. Bytes: one load, and at random two words where numbers change.
import package::access::{cell, size_src, row_src, load4_src, row_tally, Row_tally, take_tally, swap_tally, add_tally};
import package::lib::slots::{first_slot, next_slot};
import constants::{WX, WY};

struct Params {
  slots: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn count(tally: Row_tally, base: u32, v: u32, by: u32) {
  var slot = first_slot(v, params.slots);
  var there = take_tally(tally, base + 2u * slot);
  while (there != v) {
    if (there != 0u) { slot = next_slot(slot, params.slots); } else if (swap_tally(tally, base + 2u * slot, 0u, v)) { there = v; }
    if (there != v) { there = take_tally(tally, base + 2u * slot); }
  }
  add_tally(tally, base + 2u * slot + 1u, by);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let row = row_src(at.y, at.z, at.b);
  let tally = row_tally(0, 0, 0);
  let base = u32(at.b) * 2u * params.slots;
  var last = 0u;
  var many = 0u;
  let groups = min(8, ((n.x + 3) >> 2u) - at.x4);
  for (var g = 0; g < groups; g++) {
    let v = bitcast<vec4u>(load4_src(row, at.x4 + g));
    for (var i = 0; i < 4; i++) {
      // pad lanes hold anything
      let here = select(0u, v[i], (at.x4 + g) * 4 + i < n.x);
      if (here != last) {
        if (last != 0u) { count(tally, base, last, many); }
        last = here;
        many = 0u;
      }
      many += 1u;
    }
  }
  if (last != 0u) { count(tally, base, last, many); }
}
