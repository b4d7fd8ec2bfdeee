// Windows of whole-number keys, which order as values do, and their loads through the border: what lies outside is the key
// `outside` or what the border says. NaNs win: their keys are above all numbers, or below where the least of a window is
// sought (IS_LEAST). Unlike those of lib/keys they stay apart, which saves two operations a load: of f32 the magnitude of what
// is below 0 is turned over, and all is shifted round until the NaNs of both signs meet at that end.
import package::access::{load4_src, load_src, Row_src, row_src, Value_src, Value_dst};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import constants::{IS_LEAST, KIND};

// Where -infinity goes to 0, and where infinity goes to 0xffffffff.
const SHIFT: u32 = select(0x7f800001u, 0x807fffffu, IS_LEAST);
const GREATEST_NUMBER: u32 = 0xff000001u;

fn turned(bits: vec4u) -> vec4u {
  return bits ^ (bitcast<vec4u>(bitcast<vec4i>(bits) >> vec4u(31u)) & vec4u(0x7fffffffu));
}

fn key_bits(bits: vec4u) -> vec4u {
  if (KIND == 0) { return turned(bits) + vec4u(SHIFT); }
  if (KIND == 1) { return bits ^ vec4u(0x80000000u); }
  return bits;
}

fn keys(v: Value_src) -> vec4u { return key_bits(bitcast<vec4u>(v)); }

// Bits as what is stored: whole numbers of few bits go through kernels as whole numbers.
fn stored(bits: vec4u) -> Value_dst {
  if (KIND == 0) { return bitcast<Value_dst>(bits); }
  if (KIND == 1) { return Value_dst(bitcast<vec4i>(bits)); }
  return Value_dst(bits);
}

// What keys stand for.
fn value_of(key: vec4u) -> Value_dst {
  if (KIND == 0) { return stored(turned(key - vec4u(SHIFT))); }
  if (KIND == 1) { return stored(key ^ vec4u(0x80000000u)); }
  return stored(key);
}

// `found`, or a NaN where that is the greatest of the window.
fn nan_or(greatest: vec4u, found: vec4u) -> vec4u {
  if (KIND != 0) { return found; }
  return select(found, greatest, greatest > vec4u(GREATEST_NUMBER));
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

// Eight voxels of a row with the one before and the one behind them.
struct Ten {
  a: vec4u,
  b: vec4u,
  ends: vec4u,
}

fn keyed_ten(row: Row_src, x4: i32, n: i32, outside: u32) -> Ten {
  let before = x4 * 4 - 1;
  // what lies behind the end reaches no result, so the first voxel there may be looked up in its place
  let behind = min(before + 9, n);
  let first = load_src(row, border_index(before, n));
  let ends = keys(Value_src(first, load_src(row, border_index(behind, n)), first, first));
  let out = vec4<bool>(border_outside(before, n), border_outside(behind, n), false, false);
  return Ten(
    keyed_group(row, x4, n, outside),
    keyed_group(row, x4 + 1, n, outside),
    select(ends, vec4u(outside), out),
  );
}

// Eight voxels of a row with the two before (ends.xy) and the two behind them (ends.zw).
struct Twelve {
  a: vec4u,
  b: vec4u,
  ends: vec4u,
}

fn keyed_twelve(row: Row_src, x4: i32, n: i32, outside: u32) -> Twelve {
  let x = x4 * 4;
  // as above: the last voxel that is made needs two behind the end
  let y = min(x + 8, n + 1);
  let z = min(x + 9, n + 1);
  let ends = keys(Value_src(
    load_src(row, border_index(x - 2, n)),
    load_src(row, border_index(x - 1, n)),
    load_src(row, border_index(y, n)),
    load_src(row, border_index(z, n)),
  ));
  let out = vec4<bool>(border_outside(x - 2, n), border_outside(x - 1, n), border_outside(y, n), border_outside(z, n));
  return Twelve(
    keyed_group(row, x4, n, outside),
    keyed_group(row, x4 + 1, n, outside),
    select(ends, vec4u(outside), out),
  );
}

// Four voxels along x of the row at y.
fn keyed_row(x4: i32, y: i32, z: i32, b: i32, n: i32, outside: u32) -> vec4u {
  return select(keys(load4_src(row_src(border_index(y, n), z, b), x4)), vec4u(outside), border_outside(y, n));
}
