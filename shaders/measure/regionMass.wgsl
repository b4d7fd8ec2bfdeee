// sums(label) of a region's intensities: their sum as two whole numbers of 64 bits, in units of 2^-22 and 2^-44 of the region's own greatest magnitude, down to a power of
// two. By patches (lib/patch). Error: 2^-45 of that magnitude a voxel. Bytes: two loads, and 4 words a label of a patch at random.
import package::access::{cell, row_light, row_sums};
import package::lib::finite::is_finite4;
import package::lib::patch::{greatest_label, lanes_of, patch_within, sum4i, take_label, whole4};
import package::lib::patchLight::light_of;
import package::lib::regionLight::unit_for;
import package::lib::tally::tally;
import package::lib::wide::signed_wide;
import constants::{WX, WY, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  var v = patch_within(at, params.capacity);
  var light = light_of(at);
  for (var i = 0; i < 16; i++) { light[i] = select(vec4f(0.0), light[i], is_finite4(light[i])); }
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    let per_unit = 1.0 / unit_for(row_light(i32(label), 0, 0));
    var coarse = vec4i(0);
    var fine = vec4i(0);
    for (var i = 0; i < 16; i++) {
      // 23 bits of it with the sign, and those below
      let scaled = select(vec4f(0.0), light[i] * per_unit, lanes_of(bits, i));
      let whole = whole4(scaled);
      coarse += whole;
      fine += whole4((scaled - vec4f(whole)) * 4194304.0);
    }
    let place = label * u32(STRIDE);
    tally(sums, place, signed_wide(sum4i(coarse)));
    tally(sums, place + 2u, signed_wide(sum4i(fine)));
    label = greatest_label(v);
  }
}
