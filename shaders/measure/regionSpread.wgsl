// sums(label) of a region's intensities, counted in 20 and 19 bits of each region's own: of the deviations from its mean and of their squares, of the intensities, and of them times the places
// from the region's centre. 64 bits each. A run of a row at a time, SPAN voxels of it at most. Bytes: two loads, and 12 words a run at random.
import package::access::{
  cell, row_labels, size_labels, row_intensity, load4_intensity, row_centres, load4_centres, row_sums,
};
import package::lib::finite::is_finite4;
import package::lib::runs::{label_at, lanes_within, run_end};
import package::lib::tally::tally;
import package::lib::wide::{signed_product, signed_wide, wide_product, wide_sum};
import constants::{WX, WY, SPAN, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn sum4(v: vec4u) -> u32 { return (v.x + v.y) + (v.z + v.w); }
fn sum4i(v: vec4i) -> i32 { return (v.x + v.y) + (v.z + v.w); }

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
      let centres = row_centres(i32(label), 0, 0);
      let centre = load4_centres(centres, 0);
      let scales = load4_centres(centres, 1);
      var deviation = vec4i(0);
      var squares = vec2u(0u);
      var weight = vec4i(0);
      // of weight times how far on in the run
      var moved = vec4i(0);
      for (var x4 = x >> 2u; x4 * 4 < stop; x4++) {
        let i = vec4i(x4 * 4) + vec4i(0, 1, 2, 3);
        let v = load4_intensity(light, x4);
        let counts = lanes_within(x4, x, stop) & is_finite4(v);
        let e = vec4i(select(vec4f(0.0), round((v - vec4f(centre.w)) * scales.x), counts));
        let w = vec4i(select(vec4f(0.0), round(v * scales.y), counts));
        deviation += e;
        // 20 bits squared are 40: the low 16 and the high 24 of four of them
        let a = vec4u(abs(e));
        let low = (a & vec4u(0x3ffu)) * (a & vec4u(0x3ffu));
        let cross = (a & vec4u(0x3ffu)) * (a >> vec4u(10u));
        let high = (a >> vec4u(10u)) * (a >> vec4u(10u));
        squares = wide_sum(squares, wide_sum(vec2u(sum4(low), 0u), wide_sum(wide_product(sum4(cross), 2048u), wide_product(sum4(high), 1048576u))));
        weight += w;
        moved += w * (i - vec4i(x));
      }
      let d = vec3i(x, at.y, at.z) - vec3i(centre.xyz);
      let place = label * u32(STRIDE);
      tally(sums, place, signed_wide(sum4i(deviation)));
      tally(sums, place + 2u, squares);
      tally(sums, place + 4u, signed_wide(sum4i(weight)));
      tally(sums, place + 6u, wide_sum(signed_product(sum4i(weight), d.x), signed_wide(sum4i(moved))));
      tally(sums, place + 8u, signed_product(sum4i(weight), d.y));
      tally(sums, place + 10u, signed_product(sum4i(weight), d.z));
    }
    x = stop;
  }
}
