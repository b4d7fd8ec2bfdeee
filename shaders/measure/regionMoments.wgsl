// sums(label) of a region's places from its centre, the voxel nearest to its centroid: of dx, dy, dz and of their products xx, yy, zz, xy, xz, yz, whole numbers of 64 bits. From
// there nothing cancels in the variance (at most a half voxel is left of the mean). A run of a row at a time, by the sums of powers of consecutive numbers.
// Bytes: one load, and 18 words a run at random.
import package::access::{cell, row_labels, size_labels, row_centres, load4_centres, row_sums};
import package::lib::runs::{label_at, run_end};
import package::lib::tally::tally;
import package::lib::wide::{signed_product, signed_wide, wide_sum};
import constants::{WX, WY, SPAN, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// a b n: places are below 2^24, a run is at most 64 long.
fn tripled(a: i32, b: i32, n: i32) -> vec2u { return signed_product(a, b * n); }

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
    if (label > 0u && label <= params.capacity) {
      let centre = vec3i(load4_centres(row_centres(i32(label), 0, 0), 0).xyz);
      let d = vec3i(x, at.y, at.z) - centre;
      let n = stop - x;
      // the sums of i and of i i, i < n
      let first = n * (n - 1) / 2;
      let second = n * (n - 1) * (2 * n - 1) / 6;
      let dx = wide_sum(signed_product(d.x, n), signed_wide(first));
      let xx = wide_sum(tripled(d.x, d.x, n), wide_sum(signed_product(d.x, 2 * first), signed_wide(second)));
      let place = label * u32(STRIDE);
      tally(sums, place, dx);
      tally(sums, place + 2u, signed_product(d.y, n));
      tally(sums, place + 4u, signed_product(d.z, n));
      tally(sums, place + 6u, xx);
      tally(sums, place + 8u, tripled(d.y, d.y, n));
      tally(sums, place + 10u, tripled(d.z, d.z, n));
      tally(sums, place + 12u, wide_sum(tripled(d.x, d.y, n), signed_product(first, d.y)));
      tally(sums, place + 14u, wide_sum(tripled(d.x, d.z, n), signed_product(first, d.z)));
      tally(sums, place + 16u, tripled(d.y, d.z, n));
    }
    x = stop;
  }
}
