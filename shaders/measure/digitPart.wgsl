// counts(d) of a part of src: of its keys (lib/keys) that are as `found` is in the bits of `above`, how many have the digit d of 8 bits at
// `shift`. -0 has the key of 0, NaN the greatest. One invocation a part, as in measure/histogramPart.
import package::access::{cell, row_src, load4_src, size_src, row_found, load_found, row_counts, store4_counts};
import package::lib::keys::{F32, key4};
import constants::{WX, WY, WINDOW, KIND};

struct Params {
  bins: i32,
  spans: i32,
  rows: i32,
  groups: i32,
  above: u32,
  shift: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_src();
  let y_begin = (at.y / params.spans) * params.rows;
  let y_end = min(y_begin + params.rows, size.y);
  let x4_begin = (at.y % params.spans) * params.groups;
  let x4_end = min(x4_begin + params.groups, (size.x + 3) / 4);
  let found = load_found(row_found(y_begin, at.z, at.b), 0);
  // the last one takes what begins otherwise
  var count: array<u32, WINDOW + 1>;
  for (var y = y_begin; y < y_end; y++) {
    let row = row_src(y, at.z, at.b);
    for (var x4 = x4_begin; x4 < x4_end; x4++) {
      var key = key4(bitcast<vec4u>(load4_src(row, x4)), 0xffffffffu);
      if (KIND == F32) { key += select(vec4u(0u), vec4u(1u), key == vec4u(0x7fffffffu)); }
      let inside = (((key ^ vec4u(found)) & vec4u(params.above)) == vec4u(0u)) & (vec4i(x4 * 4) + vec4i(0, 1, 2, 3) < vec4i(size.x));
      // after the first digit few are
      if (!any(inside)) { continue; }
      let slot = select(vec4u(WINDOW), (key >> vec4u(params.shift)) & vec4u(WINDOW - 1), inside);
      count[slot.x] += 1u;
      count[slot.y] += 1u;
      count[slot.z] += 1u;
      count[slot.w] += 1u;
    }
  }
  let out = row_counts(at.y, at.z, at.b);
  for (var k = 0; k < params.bins; k += 4) {
    store4_counts(out, at.x4 + k / 4, vec4u(count[k], count[k + 1], count[k + 2], count[k + 3]));
  }
}
