// sums(label) of the products of three of a region's places from its centre, the voxel nearest to its centroid: dx dx dx, xxy, xyy, yyy, and of a volume zzz, xxz, xzz, yyz, yzz, xyz: whole
// numbers of 96 bits, since places have 24. By patches (lib/patch), whose own sums are small: they are moved to the centre when they are handed on. Bytes: one load, and 12
// words a label of a patch at random, in a volume 30.
import package::access::{cell, row_centres, load4_centres, row_sums, size_labels};
import package::lib::patch::{COLUMNS, greatest_label, how_many, patch_within, product_along, product_of_three, ROWS, sum_along, take_label};
import package::lib::tally::tally_long;
import package::lib::wide::{long_add, signed_long, signed_product, signed_scaled, signed_wide, wide_sum};
import constants::{WX, WY, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The sum of (a + i) (a + i) (b + j) over n voxels, by those of i, j, i i, i j and i i j.
fn moved(a: i32, b: i32, n: i32, i: i32, j: i32, ii: i32, ij: i32, iij: i32) -> vec3u {
  let far = signed_scaled(signed_product(a, a), b * n + j);
  let near = signed_scaled(wide_sum(signed_product(b, 2 * i), signed_wide(2 * ij)), a);
  return long_add(long_add(far, near), signed_long(wide_sum(signed_product(b, ii), signed_wide(iij))));
}

// The sum of (a + i) (b + j) over n voxels.
fn two(a: i32, b: i32, n: i32, i: i32, j: i32, ij: i32) -> vec2u {
  return wide_sum(wide_sum(signed_product(a, b * n + j), signed_product(b, i)), signed_wide(ij));
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
    let ii = product_along(bits, COLUMNS, COLUMNS);
    let ij = product_along(bits, COLUMNS, ROWS);
    let jj = product_along(bits, ROWS, ROWS);
    let place = label * u32(STRIDE);
    tally_long(sums, place, moved(d.x, d.x, n, i, i, ii, ii, product_of_three(bits, COLUMNS, COLUMNS, COLUMNS)));
    tally_long(sums, place + 3u, moved(d.x, d.y, n, i, j, ii, ij, product_of_three(bits, COLUMNS, COLUMNS, ROWS)));
    tally_long(sums, place + 6u, moved(d.y, d.x, n, j, i, jj, ij, product_of_three(bits, ROWS, ROWS, COLUMNS)));
    tally_long(sums, place + 9u, moved(d.y, d.y, n, j, j, jj, jj, product_of_three(bits, ROWS, ROWS, ROWS)));
    if (size_labels().z > 1) {
      let zz = signed_product(d.z, d.z);
      tally_long(sums, place + 12u, signed_scaled(zz, d.z * n));
      tally_long(sums, place + 15u, signed_scaled(two(d.x, d.x, n, i, i, ii), d.z));
      tally_long(sums, place + 18u, signed_scaled(zz, d.x * n + i));
      tally_long(sums, place + 21u, signed_scaled(two(d.y, d.y, n, j, j, jj), d.z));
      tally_long(sums, place + 24u, signed_scaled(zz, d.y * n + j));
      tally_long(sums, place + 27u, signed_scaled(two(d.x, d.y, n, i, j, ij), d.z));
    }
    label = greatest_label(v);
  }
}
