// sums(label) of the products of three of a region's places from its centre, the voxel nearest to its centroid: dx dx dx, xxy, xyy, yyy, and of a volume zzz, xxz, xzz, yyz, yzz, xyz: whole
// numbers of 96 bits, since places have 24. By patches (lib/patch), whose own sums are small: they are moved to the centre when they are handed on. Bytes: one load, and 12
// words a label of a patch at random, in a volume 30.
import package::access::{cell, row_sums, size_labels};
import package::lib::patch::{COLUMNS, greatest_label, patch_within, product_of_three, ROWS, take_label};
import package::lib::patchPlaces::{near_of, product_moved};
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

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  var v = patch_within(at, params.capacity);
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    let p = near_of(at, label, bits);
    let d = p.d;
    let place = label * u32(STRIDE);
    tally_long(sums, place, moved(d.x, d.x, p.n, p.i, p.i, p.ii, p.ii, product_of_three(bits, COLUMNS, COLUMNS, COLUMNS)));
    tally_long(sums, place + 3u, moved(d.x, d.y, p.n, p.i, p.j, p.ii, p.ij, product_of_three(bits, COLUMNS, COLUMNS, ROWS)));
    tally_long(sums, place + 6u, moved(d.y, d.x, p.n, p.j, p.i, p.jj, p.ij, product_of_three(bits, ROWS, ROWS, COLUMNS)));
    tally_long(sums, place + 9u, moved(d.y, d.y, p.n, p.j, p.j, p.jj, p.jj, product_of_three(bits, ROWS, ROWS, ROWS)));
    if (size_labels().z > 1) {
      let zz = signed_product(d.z, d.z);
      tally_long(sums, place + 12u, signed_scaled(zz, d.z * p.n));
      tally_long(sums, place + 15u, signed_scaled(product_moved(d.x, d.x, p.n, p.i, p.i, p.ii), d.z));
      tally_long(sums, place + 18u, signed_scaled(zz, d.x * p.n + p.i));
      tally_long(sums, place + 21u, signed_scaled(product_moved(d.y, d.y, p.n, p.j, p.j, p.jj), d.z));
      tally_long(sums, place + 24u, signed_scaled(zz, d.y * p.n + p.j));
      tally_long(sums, place + 27u, signed_scaled(product_moved(d.x, d.y, p.n, p.i, p.j, p.ij), d.z));
    }
    label = greatest_label(v);
  }
}
