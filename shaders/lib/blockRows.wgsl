// Sums of BLOCK rows that lie one after the other, through the border: what long uniform windows along y are made of.
import package::access::{Cell, row_src, load4_src};
import package::lib::border::{border_index, border_outside};
import constants::BLOCK;

// The four voxels of a row of the axis that is walked.
fn near_row(at: Cell, y: i32, n: i32, outside: f32) -> vec4f {
  return select(load4_src(row_src(border_index(y, n), at.z, at.b), at.x4), vec4f(outside), border_outside(y, n));
}

fn block_rows(at: Cell, y: i32, n: i32, outside: f32) -> vec4f {
  var sum = near_row(at, y, n, outside);
  for (var t = 1; t < 8; t++) { sum += near_row(at, y + t, n, outside); }
  for (var t = 8; t < BLOCK; t++) { sum += near_row(at, y + t, n, outside); }
  return sum;
}
