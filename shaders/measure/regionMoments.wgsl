// sums(label) of a region's places from its centre, the voxel nearest to its centroid: of dx, dy, dz and of their products xx, yy, zz, xy, xz, yz, whole numbers of 64 bits. From
// there nothing cancels in the variance (at most a half voxel is left of the mean). By patches (lib/patch), whose own sums are small: they are moved to the
// centre when they are handed on. Bytes: one load, and 10 words a label of a patch at random, in a volume 18.
import package::access::{cell, row_centres, load4_centres, row_sums, size_labels};
import package::lib::patch::{COLUMNS, greatest_label, how_many, patch_within, product_along, ROWS, sum_along, take_label};
import package::lib::tally::tally;
import package::lib::wide::{signed_product, signed_wide, wide_sum};
import constants::{WX, WY, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The sum of (a + i) (b + j) over n voxels, by those of i, of j and of i j. Places are below 2^24, and a patch has 64 voxels at most.
fn moved(a: i32, b: i32, n: i32, i: i32, j: i32, product: i32) -> vec2u {
  return wide_sum(wide_sum(signed_product(a, b * n + j), signed_product(b, i)), signed_wide(product));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  var v = patch_within(at, params.capacity);
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    let d = vec3i(at.x4 * 4, at.y, at.z) - vec3i(load4_centres(row_centres(i32(label), 0, 0), 0).xyz);
    let n = how_many(bits);
    let i = sum_along(bits, COLUMNS);
    let j = sum_along(bits, ROWS);
    let place = label * u32(STRIDE);
    tally(sums, place, signed_wide(d.x * n + i));
    tally(sums, place + 2u, signed_wide(d.y * n + j));
    tally(sums, place + 6u, moved(d.x, d.x, n, i, i, product_along(bits, COLUMNS, COLUMNS)));
    tally(sums, place + 8u, moved(d.y, d.y, n, j, j, product_along(bits, ROWS, ROWS)));
    tally(sums, place + 12u, moved(d.x, d.y, n, i, j, product_along(bits, COLUMNS, ROWS)));
    if (size_labels().z > 1) {
      tally(sums, place + 4u, signed_wide(d.z * n));
      tally(sums, place + 10u, signed_product(d.z, d.z * n));
      tally(sums, place + 14u, signed_product(d.z, d.x * n + i));
      tally(sums, place + 16u, signed_product(d.z, d.y * n + j));
    }
    label = greatest_label(v);
  }
}
