// dst(c) = channel c of colour (l - 1) mod K of label l, of K colours in a table: three numbers each. The remainder is that of whole
// numbers, never below 0. Four voxels along x and all channels an invocation, c as the kernel's y. Bytes: 1 load and 3 stores a
// voxel; the table stays in the cache.
import package::access::{cell, row_src, load4_src, Value_src, Scalar_src, row_dst, store4_dst, table_colors};
import constants::{WX, WY};

struct Params {
  count: i32, // K
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let count = Value_src(Scalar_src(params.count));
  // the remainder has the sign of the label
  let rest = load4_src(row_src(0, at.z, at.b), at.x4) % count;
  let turn = 3 * vec4i(select(rest - 1, rest + count - 1, rest <= Value_src(0)));
  for (var c = 0; c < 3; c++) {
    if (c < at.y || c >= at.y_end) { continue; }
    let i = turn + c;
    let v = vec4f(table_colors(i.x), table_colors(i.y), table_colors(i.z), table_colors(i.w));
    store4_dst(row_dst(c, at.z, at.b), at.x4, v);
  }
}
