// sums(label) of a region's voxels: how many, the sums of x, y and z (64 bits), and per axis the complement of the least place and one more than the greatest. The second
// word of label 0 is the greatest label that is beyond the capacity. A run of a row at a time, SPAN voxels of it at most; whole numbers, added by atomics, so that the order does not
// matter. Bytes: one load, and 13 words a run at random.
import package::access::{cell, row_labels, size_labels, row_sums, Row_sums, add_sums, raise_sums};
import package::lib::runs::{label_at, run_end};
import package::lib::tally::tally;
import package::lib::wide::{wide_product, wide_sum};
import constants::{WX, WY, SPAN, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn box(sums: Row_sums, place: u32, first: u32, last: u32) {
  raise_sums(sums, place, ~first);
  raise_sums(sums, place + 1u, last + 1u);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_labels(at.y, at.z, at.b);
  let sums = row_sums(0, 0, 0);
  let end = min(size_labels().x, at.x4 * 4 + SPAN);
  var x = at.x4 * 4;
  while (x < end) {
    let label = label_at(row, x);
    let stop = run_end(row, x, end);
    if (label > params.capacity) {
      raise_sums(sums, 1u, label);
    } else if (label > 0u) {
      let count = u32(stop - x);
      let place = label * u32(STRIDE);
      add_sums(sums, place, count);
      tally(sums, place + 2u, wide_sum(wide_product(count, u32(x)), vec2u(count * (count - 1u) / 2u, 0u)));
      tally(sums, place + 4u, wide_product(count, u32(at.y)));
      tally(sums, place + 6u, wide_product(count, u32(at.z)));
      box(sums, place + 8u, u32(x), u32(stop - 1));
      box(sums, place + 10u, u32(at.y), u32(at.y));
      box(sums, place + 12u, u32(at.z), u32(at.z));
    }
    x = stop;
  }
}
