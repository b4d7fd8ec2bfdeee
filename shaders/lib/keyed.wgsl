// Loads as whole-number keys (lib/keys), through the border: what lies outside is the key `outside` or what the border says.
import package::access::{load4_src, load_src, Row_src, row_src, Value_src};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::keys::key4;
import constants::{IS_LEAST};

fn keys(v: Value_src) -> vec4u {
  return key4(bitcast<vec4u>(v), select(0xffffffffu, 0u, IS_LEAST));
}

// The greater, or lesser (IS_LEAST), of two.
fn better(a: vec4u, b: vec4u) -> vec4u {
  if (IS_LEAST) { return min(a, b); }
  return max(a, b);
}

fn better1(a: u32, b: u32) -> u32 {
  if (IS_LEAST) { return min(a, b); }
  return max(a, b);
}

// What loses to everything.
fn worst() -> u32 { return select(0u, 0xffffffffu, IS_LEAST); }

// Four voxels of a row.
fn keyed_group(row: Row_src, x4: i32, n: i32, outside: u32) -> vec4u {
  let x = x4 * 4;
  if (IS_INSIDE || (x >= 0 && x + 4 <= n)) { return keys(load4_src(row, x4)); }
  let inside = keys(Value_src(
    load_src(row, border_index(x, n)),
    load_src(row, border_index(x + 1, n)),
    load_src(row, border_index(x + 2, n)),
    load_src(row, border_index(x + 3, n)),
  ));
  let out = vec4<bool>(border_outside(x, n), border_outside(x + 1, n), border_outside(x + 2, n), border_outside(x + 3, n));
  return select(inside, vec4u(outside), out);
}

// Four voxels along x of the row at y.
fn keyed_row(x4: i32, y: i32, z: i32, b: i32, n: i32, outside: u32) -> vec4u {
  return select(keys(load4_src(row_src(border_index(y, n), z, b), x4)), vec4u(outside), border_outside(y, n));
}
