// dst(p) = how often the number of p was counted (lib/slots), 0 for 0. Four voxels along x an invocation. Bytes: one load, one store, and at
// random two words where numbers change.
import package::access::{cell, row_src, load4_src, size_src, row_tally, load_tally, row_dst, store4_dst};
import package::lib::slots::{first_slot, next_slot};
import constants::{WX, WY};

struct Params {
  slots: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn word(place: u32, b: i32) -> u32 { return load_tally(row_tally(i32(place >> 10u), 0, b), i32(place & 1023u)); }

fn counted(v: u32, b: i32) -> u32 {
  var slot = first_slot(v, params.slots);
  while (word(2u * slot, b) != v) { slot = next_slot(slot, params.slots); }
  return word(2u * slot + 1u, b);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let v = bitcast<vec4u>(load4_src(row_src(at.y, at.z, at.b), at.x4));
  var last = 0u;
  var many = 0u;
  var counts = vec4i(0);
  for (var i = 0; i < 4; i++) {
    // pad lanes hold what was never counted
    if (v[i] == 0u || 4 * at.x4 + i >= size_src().x) { continue; }
    if (v[i] != last) {
      last = v[i];
      many = counted(last, at.b);
    }
    counts[i] = i32(many);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, counts);
}
