// Groups of four voxels along x with nothing outside the row.
import package::access::{Row_src, load4_src};

fn load_inside(row: Row_src, g: i32, n: i32) -> vec4f {
  let x = 4 * g + vec4i(0, 1, 2, 3);
  if (x.x >= 0 && x.w < n) { return load4_src(row, g); }
  return select(vec4f(0.0), load4_src(row, clamp(g, 0, (n - 1) / 4)), (x >= vec4i(0)) & (x < vec4i(n)));
}
