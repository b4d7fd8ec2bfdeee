// dst(p) = the number of the marker that owns p (lib/compact), 0 where nobody does, and on lines. Four voxels along x an invocation.
import package::access::{cell, size_markers, row_markers, load_markers, row_src, load4_src, row_dst, store4_dst};
import package::lib::compact::{FATE, named, Names, SILENT, TAKEN};
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
  var found = vec4i(0);
  for (var i = 0; i < 4; i++) {
    let record = load4_src(row_src(at.y, at.z, at.b), min(4 * at.x4 + i, n.x - 1));
    let fate = record.w & FATE;
    if (fate != TAKEN && fate != SILENT) { continue; }
    let p = named(record.z, Names(params.y_shift, params.z_shift));
    found[i] = load_markers(row_markers(p.y, p.z, at.b), p.x);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, found);
}
