// dst(x, y, z) = src(border(sx·x + x0), border(y + y0), border(z + z0)), the border's value where that lies outside.
// Voxels are moved, never computed. Four voxels along x times 4 rows an invocation. Where four neighbours of the result are
// four neighbours of the source, in either direction, they come from two groups; elsewhere (at a border) one by one.
// Bytes: one load and one store a voxel, the second group mostly from cache.
import package::access::{cell, row_src, load4_src, Row_src, Value_src, Scalar_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import package::lib::load::load_border;
import package::lib::shift::shifted4;
import constants::{WX, WY, IS_X_KEPT, IS_REVERSIBLE};

const ROWS = 4;

struct Params {
  outside: u32, // the bits of the border's value, in the type of the voxels
  x_start: i32,
  x_step: i32, // 1 or -1
  y_start: i32,
  z_start: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The voxels x to x + 3; positions outside the source give anything.
fn load_run(row: Row_src, x: i32, n: i32) -> Value_src {
  let last = (n - 1) >> 2u;
  let shift = x & 3;
  let a = load4_src(row, clamp(x >> 2u, 0, last));
  if (shift == 0) { return a; }
  let b = load4_src(row, clamp((x >> 2u) + 1, 0, last));
  return bitcast<Value_src>(shifted4(bitcast<vec4u>(a), bitcast<vec4u>(b), shift));
}

fn load_mapped(row: Row_src, x4: i32, n: i32, outside: Scalar_src) -> Value_src {
  if (IS_X_KEPT) { return load4_src(row, x4); }
  let s = params.x_step;
  let x = x4 * 4 * s + params.x_start;
  let first = border_index(x, n);
  let last = border_index(x + 3 * s, n);
  if (last - first == 3) { return load_run(row, first, n); }
  if (IS_REVERSIBLE && first - last == 3) { return load_run(row, last, n).wzyx; }
  return Value_src(
    load_border(row, x, n, outside),
    load_border(row, x + s, n, outside),
    load_border(row, x + 2 * s, n, outside),
    load_border(row, x + 3 * s, n, outside),
  );
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let outside = bitcast<Scalar_src>(params.outside);
  let z = at.z + params.z_start;
  for (var k = 0; k < ROWS; k++) {
    if (at.y + k < at.y_end) {
      let y = at.y + k + params.y_start;
      let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
      let v = load_mapped(row, at.x4, n.x, outside);
      let beyond = border_outside(y, n.y) || border_outside(z, n.z);
      store4_dst(row_dst(at.y + k, at.z, at.b), at.x4, select(v, Value_src(outside), beyond));
    }
  }
}
