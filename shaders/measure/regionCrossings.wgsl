// sums(label), of each of 13 directions (4 in a plane) to a neighbour and back: how often a line along it leaves the region. Outside the volume is no region. A run of a row at a time,
// four voxels beside each other. Bytes: 9 rows (3) loaded three times, and 13 words (4) a run at random.
import package::access::{cell, row_labels, load_labels, load4_labels, size_labels, Scalar_labels, Value_labels, row_sums, add_sums};
import package::lib::runs::run_end;
import constants::{WX, WY, SPAN, STRIDE, DEPTH};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn count(test: vec4<bool>) -> u32 {
  let ones = select(vec4u(0u), vec4u(1u), test);
  return (ones.x + ones.y) + (ones.z + ones.w);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_labels();
  let row = row_labels(at.y, at.z, at.b);
  let sums = row_sums(0, 0, 0);
  let lanes = vec4i(0, 1, 2, 3);
  let end = min(size.x, at.x4 * 4 + SPAN);
  var x = at.x4 * 4;
  while (x < end) {
    let label = load_labels(row, x);
    let stop = run_end(row, x, end);
    if (label > Scalar_labels(0) && u32(label) <= params.capacity) {
      // by (dz + 1) 9 + (dy + 1) 3 + dx + 1, or 26 less that
      var crossings = array<u32, 14>();
      for (var side = 0; side < 3 * (2 * DEPTH + 1); side++) {
        let dz = side / 3 - DEPTH;
        let dy = side % 3 - 1;
        let y = at.y + dy;
        let z = at.z + dz;
        let outside = y < 0 || y >= size.y || z < 0 || z >= size.z;
        let near = row_labels(clamp(y, 0, size.y - 1), clamp(z, 0, size.z - 1), at.b);
        for (var dx = -1; dx < 2; dx++) {
          var leaves = 0u;
          for (var x4 = x >> 2u; x4 * 4 < stop; x4++) {
            let place = vec4i(x4 * 4) + lanes;
            var v = load4_labels(near, x4);
            if (dx < 0) { v = Value_labels(load_labels(near, max(x4 * 4 - 1, 0)), v.xyz); }
            if (dx > 0) { v = Value_labels(v.yzw, load_labels(near, min(x4 * 4 + 4, size.x - 1))); }
            let beyond = vec4<bool>(outside) | ((place + vec4i(dx)) < vec4i(0)) | ((place + vec4i(dx)) >= vec4i(size.x));
            let own = (place >= vec4i(x)) & (place < vec4i(stop));
            leaves += count(own & (beyond | (v != Value_labels(label))));
          }
          let code = (dz + 1) * 9 + (dy + 1) * 3 + dx + 1;
          crossings[min(code, 26 - code)] += leaves;
        }
      }
      let place = u32(label) * u32(STRIDE);
      for (var k = 9 - 9 * DEPTH; k < 13; k++) {
        if (crossings[k] > 0u) { add_sums(sums, place + u32(k), crossings[k]); }
      }
    }
    x = stop;
  }
}
