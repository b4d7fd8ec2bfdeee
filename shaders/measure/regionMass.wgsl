// sums(label) of a region's intensities: their sum as two whole numbers of 64 bits, in units of 2^-23 and 2^-46 of the region's own greatest magnitude, down to a power of
// two. A run of a row at a time, SPAN voxels of it at most. Error: 2^-46 of that magnitude a voxel. Bytes: two loads, and 4 words a run at random.
import package::access::{
  cell, row_labels, size_labels, row_intensity, load4_intensity, row_light, row_sums,
};
import package::lib::finite::is_finite4;
import package::lib::regionLight::unit_for;
import package::lib::runs::{label_at, lanes_within, run_end};
import package::lib::tally::tally;
import package::lib::wide::signed_wide;
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
  let intensity = row_intensity(at.y, at.z, at.b);
  let sums = row_sums(0, 0, 0);
  let end = min(size_labels().x, at.x4 * 4 + SPAN);
  var x = at.x4 * 4;
  while (x < end) {
    let label = label_at(row, x);
    let stop = run_end(row, x, end);
    if (label > 0u && label <= params.capacity) {
      let per_unit = 1.0 / unit_for(row_light(i32(label), 0, 0));
      var coarse = vec4i(0);
      var fine = vec4i(0);
      for (var x4 = x >> 2u; x4 * 4 < stop; x4++) {
        let v = load4_intensity(intensity, x4);
        let counts = lanes_within(x4, x, stop) & is_finite4(v);
        // 24 bits of v, and those below
        let scaled = select(vec4f(0.0), v * per_unit, counts);
        let whole = trunc(scaled);
        coarse += vec4i(whole);
        fine += vec4i(round((scaled - whole) * 8388608.0));
      }
      let place = label * u32(STRIDE);
      tally(sums, place, signed_wide((coarse.x + coarse.y) + (coarse.z + coarse.w)));
      tally(sums, place + 2u, signed_wide((fine.x + fine.y) + (fine.z + fine.w)));
    }
    x = stop;
  }
}
