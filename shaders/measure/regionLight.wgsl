// sums(label) of a region's intensities: the greatest and the complement of the least as ordered keys, and how many are not finite. A run of a row at a time, SPAN voxels of it
// at most. Bytes: two loads, and 3 words a run at random.
import package::access::{
  cell, row_labels, size_labels, row_intensity, load4_intensity, row_sums, add_sums, raise_sums,
};
import package::lib::finite::is_finite4;
import package::lib::keys::key4;
import package::lib::runs::{label_at, lanes_within, run_end};
import constants::{WX, WY, SPAN, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_labels(at.y, at.z, at.b);
  let light = row_intensity(at.y, at.z, at.b);
  let sums = row_sums(0, 0, 0);
  let end = min(size_labels().x, at.x4 * 4 + SPAN);
  var x = at.x4 * 4;
  while (x < end) {
    let label = label_at(row, x);
    let stop = run_end(row, x, end);
    if (label > 0u && label <= params.capacity) {
      var greatest = vec4u(0u);
      var least = vec4u(0u);
      var broken = vec4u(0u);
      for (var x4 = x >> 2u; x4 * 4 < stop; x4++) {
        let own = lanes_within(x4, x, stop);
        let v = load4_intensity(light, x4);
        let counts = own & is_finite4(v);
        let key = key4(bitcast<vec4u>(v), 0u);
        greatest = max(greatest, select(vec4u(0u), key, counts));
        least = max(least, select(vec4u(0u), ~key, counts));
        broken += select(vec4u(0u), vec4u(1u), own & !counts);
      }
      let place = label * u32(STRIDE);
      raise_sums(sums, place, max(max(greatest.x, greatest.y), max(greatest.z, greatest.w)));
      raise_sums(sums, place + 1u, max(max(least.x, least.y), max(least.z, least.w)));
      let lost = (broken.x + broken.y) + (broken.z + broken.w);
      if (lost > 0u) { add_sums(sums, place + 2u, lost); }
    }
    x = stop;
  }
}
