// sums(label) of a region's voxels: how many, the sums of x, y and z (64 bits), and per axis the complement of the least place and one more than the greatest. The second
// word of label 0 is the greatest label that is beyond the capacity. HAS_LIGHT: of its intensities, too, the greatest and the complement of the least as ordered keys, and how many are not
// finite. By patches (lib/patch); whole numbers, changed by atomics, so that the order does not matter. Bytes: one load (two), and 7 words a label of a patch at random, in a
// volume 10, and 2 of light.
import package::access::{
  cell, Cell, row_sums, add_sums, raise_sums, take_sums, size_labels,
};
import package::lib::finite::is_finite4;
import package::lib::keys::key4;
import package::lib::patch::{COLUMNS, extent_of, greatest_label, how_many, lanes_of, patch_of, ROWS, sum4, sum_along, take_label};
import package::lib::patchLight::light_of;
import package::lib::tally::tally;
import package::lib::wide::{wide_product, wide_sum};
import constants::{WX, WY, STRIDE, HAS_LIGHT};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// To look first is cheaper: most raise nothing.
fn raise(place: u32, v: u32) {
  let sums = row_sums(0, 0, 0);
  if (take_sums(sums, place) < v) { raise_sums(sums, place, v); }
}

fn box(place: u32, first: i32, last: i32) {
  raise(place, ~u32(first));
  raise(place + 1u, u32(last) + 1u);
}

fn places(label: u32, bits: vec2u, at: Cell) {
  let sums = row_sums(0, 0, 0);
  let voxels = u32(how_many(bits));
  let extent = extent_of(bits);
  let place = label * u32(STRIDE);
  add_sums(sums, place, voxels);
  tally(sums, place + 2u, wide_sum(wide_product(voxels, u32(at.x4) * 4u), vec2u(u32(sum_along(bits, COLUMNS)), 0u)));
  tally(sums, place + 4u, wide_sum(wide_product(voxels, u32(at.y)), vec2u(u32(sum_along(bits, ROWS)), 0u)));
  box(place + 8u, at.x4 * 4 + extent.first.x, at.x4 * 4 + extent.last.x);
  box(place + 10u, at.y + extent.first.y, at.y + extent.last.y);
  if (size_labels().z > 1) {
    tally(sums, place + 6u, wide_product(voxels, u32(at.z)));
    box(place + 12u, at.z, at.z);
  }
}

fn greatest4(v: vec4u) -> u32 { return max(max(v.x, v.y), max(v.z, v.w)); }

fn lights(label: u32, bits: vec2u, light: array<vec4f, 16>) {
  var greatest = vec4u(0u);
  var least = vec4u(0u);
  var broken = vec4u(0u);
  for (var i = 0; i < 16; i++) {
    let own = lanes_of(bits, i);
    let finite = is_finite4(light[i]);
    let key = key4(bitcast<vec4u>(light[i]), 0u);
    greatest = max(greatest, select(vec4u(0u), key, own & finite));
    least = max(least, select(vec4u(0u), ~key, own & finite));
    broken += select(vec4u(0u), vec4u(1u), own & !finite);
  }
  let place = label * u32(STRIDE);
  raise(place + 16u, greatest4(greatest));
  raise(place + 17u, greatest4(least));
  if (any(broken > vec4u(0u))) { add_sums(row_sums(0, 0, 0), place + 18u, sum4(broken)); }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var v = patch_of(at);
  var light: array<vec4f, 16>;
  if (HAS_LIGHT) { light = light_of(at); }
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    if (label > params.capacity) {
      raise(1u, label);
    } else {
      places(label, bits, at);
      if (HAS_LIGHT) { lights(label, bits, light); }
    }
    label = greatest_label(v);
  }
}
