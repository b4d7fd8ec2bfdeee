// Places of a label's voxels of a patch (lib/patch), seen from the centre of its region.
import package::access::{Cell, row_centres, load4_centres};
import package::lib::patch::{COLUMNS, how_many, product_along, ROWS, sum_along};
import package::lib::wide::{signed_product, signed_wide, wide_sum};

struct Near {
  // from the centre to the patch's first voxel
  d: vec3i,
  // how many voxels there are, and sums of their columns i, of their rows j, and of products of those
  n: i32,
  i: i32,
  j: i32,
  ii: i32,
  ij: i32,
  jj: i32,
}

fn near_of(at: Cell, label: u32, bits: vec2u) -> Near {
  return Near(
    vec3i(at.x4 * 4, at.y, at.z) - vec3i(load4_centres(row_centres(i32(label), 0, 0), 0).xyz),
    how_many(bits), sum_along(bits, COLUMNS), sum_along(bits, ROWS),
    product_along(bits, COLUMNS, COLUMNS), product_along(bits, COLUMNS, ROWS), product_along(bits, ROWS, ROWS),
  );
}

// The sum of (a + i) (b + j) over n voxels, by those of i, of j and of i j. Places are below 2^24, and a patch has 64 voxels at most.
fn product_moved(a: i32, b: i32, n: i32, i: i32, j: i32, ij: i32) -> vec2u {
  return wide_sum(wide_sum(signed_product(a, b * n + j), signed_product(b, i)), signed_wide(ij));
}
