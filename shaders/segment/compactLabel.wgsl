// dst(p) = the number of the marker voxel that owns p (lib/compact), 0 where nobody does, and on lines. Four voxels along x an invocation, read one by one.
import package::access::{cell, size_markers, row_markers, load_markers, row_owner, load4_owner, row_dst, store4_dst};
import package::lib::compact::{LINE, Names, named};
import constants::{WX, WY};

struct Params {
  y_shift: u32,
  z_shift: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_markers().xyz;
  let owner = load4_owner(row_owner(at.y, at.z, at.b), at.x4);
  var found = vec4i(0);
  for (var i = 0; i < 4; i++) {
    // pad lanes hold anything
    let p = min(named(owner[i], Names(params.y_shift, params.z_shift, 0.0)), n - 1);
    if (owner[i] < LINE) { found[i] = load_markers(row_markers(p.y, p.z, at.b), p.x); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
