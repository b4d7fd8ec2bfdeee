// Voxels along x through the border: what lies outside the row is read where the border says, or is the border's value.
import package::access::{load_src, Row_src, Scalar_src, Value_src};
import package::lib::border::{border_index, border_outside};

fn load_border(row: Row_src, x: i32, n: i32, outside: Scalar_src) -> Scalar_src {
  return select(load_src(row, border_index(x, n)), outside, border_outside(x, n));
}

// The voxels x to x + 3, one by one.
fn load4_border(row: Row_src, x: i32, n: i32, outside: Scalar_src) -> Value_src {
  return Value_src(
    load_border(row, x, n, outside),
    load_border(row, x + 1, n, outside),
    load_border(row, x + 2, n, outside),
    load_border(row, x + 3, n, outside),
  );
}
