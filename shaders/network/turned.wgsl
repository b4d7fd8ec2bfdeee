// dst(x, y, z, o, g·inputs + i) = src(X-1-x, Y-1-y, Z-1-z, i, g·filters + o): the weights of a layer seen from its results: windows
// are turned round, inputs and filters exchanged within each of the groups. The joint index counts slices of a window and filters.
// Cost: what it moves, and that is a layer's weights, not an image.
import package::access::{cell, row_src, load_src, size_src, Value_dst, row_dst, store4_dst};
import constants::{WX, WY};

struct Params {
  filters: i32,
  inputs: i32,
  depth: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_src();
  let input = at.b / params.depth;
  let filter_of = input / params.inputs * params.filters + at.z;
  let row = row_src(size.y - 1 - at.y, input % params.inputs, filter_of * params.depth + params.depth - 1 - at.b % params.depth);
  var v: Value_dst;
  for (var k = 0; k < 4; k++) { v[k] = load_src(row, clamp(size.x - 1 - 4 * at.x4 - k, 0, size.x - 1)); }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
