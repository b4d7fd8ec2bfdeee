// dst = 1 where no voxel of the same label within `distance` voxels along all axes has a greater key, and the label is not 0. Nearly all voxels have one
// beside them, so that few look through their whole box. Four voxels an invocation; bytes: one load and store, and the box around each peak.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_labels, load4_labels, load_labels, row_dst, store4_dst};
import constants::{WX, WY};

struct Params {
  distance: vec4i,
}
@group(0) @binding(1) var<uniform> params: Params;

fn is_peak(key: u32, label: u32, x: i32, y: i32, z: i32, b: i32) -> bool {
  let low = max(vec3i(x, y, z) - params.distance.xyz, vec3i(0));
  let high = min(vec3i(x, y, z) + params.distance.xyz, size_src().xyz - vec3i(1));
  for (var k = low.z; k <= high.z; k++) {
    for (var j = low.y; j <= high.y; j++) {
      let row = row_src(j, k, b);
      let row_of_labels = row_labels(j, k, b);
      for (var i = low.x; i <= high.x; i++) {
        if (load_src(row, i) > key && load_labels(row_of_labels, i) == label) { return false; }
      }
    }
  }
  return true;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let keys = load4_src(row_src(at.y, at.z, at.b), at.x4);
  let labels = load4_labels(row_labels(at.y, at.z, at.b), at.x4);
  var v = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    let x = at.x4 * 4 + k;
    if (x < size_src().x && labels[k] != 0u && is_peak(keys[k], labels[k], x, at.y, at.z, at.b)) { v[k] = 1u; }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
