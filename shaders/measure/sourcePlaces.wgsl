// dst(i) = the place of what an item stems from, along an axis: 1 + its row shifted by some bits. 0 where it stems from nothing. Bytes: one load, one at random, one store.
import package::access::{cell, row_sources, load4_sources, row_places, load_places, row_dst, store4_dst};
import constants::{WX, WY};

struct Params {
  shift: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sources = load4_sources(row_sources(0, 0, 0), at.x4);
  var v = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    if (sources[k] != 0u) { v[k] = load_places(row_places(0, 0, 0), i32((sources[k] - 1u) >> params.shift)); }
  }
  store4_dst(row_dst(0, 0, 0), at.x4, v);
}
