// sums(label) of a region's intensities, counted in 20 and 19 bits of each region's own: of the deviations from its mean and of their squares, of the intensities, and of them times the places
// from the region's centre. 64 bits each. By patches (lib/patch). Bytes: two loads, and 10 words a label of a patch at random, in a volume 12.
import package::access::{cell, row_centres, load4_centres, row_sums, size_labels};
import package::lib::finite::is_finite4;
import package::lib::patch::{greatest_label, lanes_of, patch_within, sum4, sum4i, take_label, whole4};
import package::lib::patchLight::light_of;
import package::lib::tally::tally;
import package::lib::wide::{signed_product, signed_wide, wide_product, wide_sum};
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
  let light = light_of(at);
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    let centre = load4_centres(row_centres(i32(label), 0, 0), 0);
    let scales = load4_centres(row_centres(i32(label), 0, 0), 1);
    var deviation = vec4i(0);
    // 20 bits squared are 40: by halves of ten bits
    var low = vec4u(0u);
    var cross = vec4u(0u);
    var high = vec4u(0u);
    var weight = vec4i(0);
    // times columns, and times rows
    var across = vec4i(0);
    var down = vec4i(0);
    for (var i = 0; i < 16; i++) {
      let counts = lanes_of(bits, i) & is_finite4(light[i]);
      let e = whole4(select(vec4f(0.0), (light[i] - vec4f(centre.w)) * scales.x, counts));
      let w = whole4(select(vec4f(0.0), light[i] * scales.y, counts));
      let a = vec4u(abs(e));
      deviation += e;
      low += (a & vec4u(0x3ffu)) * (a & vec4u(0x3ffu));
      cross += (a & vec4u(0x3ffu)) * (a >> vec4u(10u));
      high += (a >> vec4u(10u)) * (a >> vec4u(10u));
      weight += w;
      across += w * (vec4i(0, 1, 2, 3) + vec4i(4 * (i & 1)));
      down += w * (i >> 1u);
    }
    let squares = wide_sum(vec2u(sum4(low), 0u), wide_sum(wide_product(sum4(cross), 2048u), wide_product(sum4(high), 1048576u)));
    let d = vec3i(at.x4 * 4, at.y, at.z) - vec3i(centre.xyz);
    let all = sum4i(weight);
    let place = label * u32(STRIDE);
    tally(sums, place, signed_wide(sum4i(deviation)));
    tally(sums, place + 2u, squares);
    tally(sums, place + 4u, signed_wide(all));
    tally(sums, place + 6u, wide_sum(signed_product(all, d.x), signed_wide(sum4i(across))));
    tally(sums, place + 8u, wide_sum(signed_product(all, d.y), signed_wide(sum4i(down))));
    if (size_labels().z > 1) { tally(sums, place + 10u, signed_product(all, d.z)); }
    label = greatest_label(v);
  }
}
