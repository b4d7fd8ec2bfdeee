// One round of choosing candidates in the order of memory, each of which rules out those within `distance` voxels of it along all axes. dst = 2 where one is chosen, 1 where it is not known yet
// and 0 elsewhere: a candidate is chosen once none before it within reach is undecided, and gone once one within reach is chosen. HAS_LABELS: those of other labels do not count. Four
// voxels an invocation; bytes: one load and store, and the box around each candidate that is undecided.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_labels, load_labels, row_dst, store4_dst};
import constants::{WX, WY, HAS_LABELS};

struct Params {
  distance: vec4i,
}
@group(0) @binding(1) var<uniform> params: Params;

fn decided(x: i32, y: i32, z: i32, b: i32) -> u32 {
  let last = size_src() - vec4i(1);
  let low = max(vec3i(x, y, z) - params.distance.xyz, vec3i(0));
  let high = min(vec3i(x, y, z) + params.distance.xyz, last.xyz);
  var result = 2u;
  var label = 0u;
  if (HAS_LABELS) { label = load_labels(row_labels(y, z, b), x); }
  for (var k = low.z; k <= high.z; k++) {
    for (var j = low.y; j <= high.y; j++) {
      let row = row_src(j, k, b);
      for (var i = low.x; i <= high.x; i++) {
        var other = load_src(row, i);
        if (HAS_LABELS && other != 0u) {
          if (load_labels(row_labels(j, k, b), i) != label) { other = 0u; }
        }
        let before = k < z || (k == z && (j < y || (j == y && i < x)));
        if (other == 2u) { result = 0u; }
        if (other == 1u && before) { result = min(result, 1u); }
      }
    }
  }
  return result;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var v = load4_src(row_src(at.y, at.z, at.b), at.x4);
  for (var k = 0; k < 4; k++) {
    if (v[k] == 1u && at.x4 * 4 + k < size_src().x) { v[k] = decided(at.x4 * 4 + k, at.y, at.z, at.b); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
