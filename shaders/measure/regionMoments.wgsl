// sums(label) of a region's places from its centre, the voxel nearest to its centroid: of dx, dy, dz and of their products xx, yy, zz, xy, xz, yz, whole numbers of 64 bits. From
// there nothing cancels in the variance (at most a half voxel is left of the mean). By patches (lib/patch), whose own sums are small: they are moved to the
// centre when they are handed on. Bytes: one load, and 10 words a label of a patch at random, in a volume 18.
import package::access::{cell, row_sums, size_labels};
import package::lib::patch::{greatest_label, patch_within, take_label};
import package::lib::patchPlaces::{near_of, product_moved};
import package::lib::tally::tally;
import package::lib::wide::{signed_product, signed_wide};
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
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    let p = near_of(at, label, bits);
    let d = p.d;
    let place = label * u32(STRIDE);
    tally(sums, place, signed_wide(d.x * p.n + p.i));
    tally(sums, place + 2u, signed_wide(d.y * p.n + p.j));
    tally(sums, place + 6u, product_moved(d.x, d.x, p.n, p.i, p.i, p.ii));
    tally(sums, place + 8u, product_moved(d.y, d.y, p.n, p.j, p.j, p.jj));
    tally(sums, place + 12u, product_moved(d.x, d.y, p.n, p.i, p.j, p.ij));
    if (size_labels().z > 1) {
      tally(sums, place + 4u, signed_wide(d.z * p.n));
      tally(sums, place + 10u, signed_product(d.z, d.z * p.n));
      tally(sums, place + 14u, signed_product(d.z, d.x * p.n + p.i));
      tally(sums, place + 16u, signed_product(d.z, d.y * p.n + p.j));
    }
    label = greatest_label(v);
  }
}
