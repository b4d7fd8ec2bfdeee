// Four voxels of a row with their neighbours along x, through the border.
import package::access::{Row_src, load4_src};
import package::lib::load::load_border;

struct Sides {
  before: vec4f,
  centre: vec4f,
  after: vec4f,
}

// `edge`: the four touch an end of the row. The first lane past the end stands for the voxel there; no other pad lane matters.
fn sides(row: Row_src, x4: i32, n: i32, outside: f32, edge: bool) -> Sides {
  var v = load4_src(row, x4);
  var left: f32;
  var right: f32;
  if (edge) {
    let first = x4 * 4;
    let end = min(first + 4, n);
    left = load_border(row, first - 1, n, outside);
    right = load_border(row, end, n, outside);
    v = select(v, vec4f(right), vec4i(first, first + 1, first + 2, first + 3) == vec4i(end));
  } else {
    left = load4_src(row, x4 - 1).w;
    right = load4_src(row, x4 + 1).x;
  }
  return Sides(vec4f(left, v.xyz), v, vec4f(v.yzw, right));
}
