// Sums of sixteen voxels of a row, through the border: what long uniform windows along x are made of.
import package::access::{Row_src, load4_src};
import package::lib::border::IS_INSIDE;
import package::lib::load::load4_border;

// The voxels 4 x4 to 4 x4 + 3 of a row.
fn near_group(row: Row_src, x4: i32, n: i32, outside: f32) -> vec4f {
  if (IS_INSIDE || (x4 >= 0 && x4 * 4 + 4 <= n)) { return load4_src(row, x4); }
  return load4_border(row, x4 * 4, n, outside);
}

// Those that begin at voxel `shift`, 0 to 3, of a group; each lane first adds up its own.
fn block_along(row: Row_src, x4: i32, shift: i32, n: i32, outside: f32) -> f32 {
  let first = near_group(row, x4, n, outside);
  var sum = near_group(row, x4 + 1, n, outside);
  sum += near_group(row, x4 + 2, n, outside);
  sum += near_group(row, x4 + 3, n, outside);
  if (shift == 0) { sum = first + sum; }
  else {
    let last = near_group(row, x4 + 4, n, outside);
    sum = select(last, first, vec4i(0, 1, 2, 3) >= vec4i(shift)) + sum;
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}
