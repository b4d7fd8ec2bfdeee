// dst = the median of the 3 x 3 voxels around every voxel of f32, through scipy's borders; NaN where one of them is NaN.
// Columns of three are sorted once for the three voxels that they serve (and two rows of a column once for both rows that it
// serves): the median of nine is that of the greatest of the lows, the median of the middles and the least of the highs
// (Smith, Implementing median filters in XC4000E FPGAs, 1996). On order-preserving i32 keys: drivers' float min and max cost
// twice as much, for NaN. Four voxels along x times TILE rows an invocation. Bytes: (TILE + 2) / TILE loads of 1.5, one store.
// lavapipe 26.1, 2048², least CPU time on a busy machine: 11.3 ms beside a copy of 6.0 ms.
import package::access::{cell, Cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::sides::{sides, Sides};
import constants::{WX, WY, TILE};

const NAN_KEY: i32 = 0x7fffffff;

struct Params {
  outside: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Keys of four voxels, and in two more lanes of the voxels to their left and right.
struct Row6 {
  four: vec4i,
  two: vec2i,
}

// Three rows sorted, in ascending order.
struct Columns {
  low: Row6,
  middle: Row6,
  high: Row6,
}

fn keys4(v: vec4f) -> vec4i {
  let bits = bitcast<vec4i>(v);
  let magnitude = bits & vec4i(0x7fffffff);
  return select(bits ^ ((bits >> vec4u(31u)) & vec4i(0x7fffffff)), vec4i(NAN_KEY), magnitude > vec4i(0x7f800000));
}

fn row_at(at: Cell, y: i32, n: vec4i, edge: bool) -> Row6 {
  let v = sides(row_src(border_index(y, n.y), at.z, at.b), at.x4, n.x, params.outside, edge);
  let out = border_outside(y, n.y);
  let four = keys4(select(v.centre, vec4f(params.outside), out));
  let two = keys4(select(vec4f(v.before.x, v.after.w, 0.0, 0.0), vec4f(params.outside), out)).xy;
  return Row6(four, two);
}

fn low(a: Row6, b: Row6) -> Row6 { return Row6(min(a.four, b.four), min(a.two, b.two)); }
fn high(a: Row6, b: Row6) -> Row6 { return Row6(max(a.four, b.four), max(a.two, b.two)); }

// A row and a sorted pair of rows.
fn sorted(a: Row6, pair_low: Row6, pair_high: Row6) -> Columns {
  return Columns(low(a, pair_low), high(pair_low, low(a, pair_high)), high(a, pair_high));
}

fn before(r: Row6) -> vec4i { return vec4i(r.two.x, r.four.xyz); }
fn after(r: Row6) -> vec4i { return vec4i(r.four.yzw, r.two.y); }

fn median_of(a: vec4i, b: vec4i, c: vec4i) -> vec4i { return max(min(a, b), min(max(a, b), c)); }

fn result(c: Columns) -> vec4f {
  let lows = max(max(before(c.low), after(c.low)), c.low.four);
  let middles = median_of(before(c.middle), after(c.middle), c.middle.four);
  let b = before(c.high);
  let a = after(c.high);
  let highs = min(min(a, b), c.high.four);
  let key = median_of(lows, middles, highs);
  let bits = key ^ ((key >> vec4u(31u)) & vec4i(0x7fffffff));
  let greatest = max(max(a, b), c.high.four);
  return bitcast<vec4f>(select(bits, vec4i(0x7fc00000), greatest == vec4i(NAN_KEY)));
}

fn rows(at: Cell, n: vec4i, edge: bool) {
  // rows past the last one that is made are not far away, so that a border needs one reflection only
  let last = at.y_end;
  var r0 = row_at(at, at.y - 1, n, edge);
  var r1 = row_at(at, at.y, n, edge);
  for (var j = 0; j < TILE; j += 2) {
    let r2 = row_at(at, min(at.y + j + 1, last), n, edge);
    let r3 = row_at(at, min(at.y + j + 2, last), n, edge);
    let pair_low = low(r1, r2);
    let pair_high = high(r1, r2);
    if (at.y + j < last) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, result(sorted(r0, pair_low, pair_high))); }
    if (at.y + j + 1 < last) { store4_dst(row_dst(at.y + j + 1, at.z, at.b), at.x4, result(sorted(r3, pair_low, pair_high))); }
    r0 = r2;
    r1 = r3;
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  if (!IS_INSIDE && (at.x4 == 0 || at.x4 * 4 + 4 >= n.x)) { rows(at, n, true); } else { rows(at, n, false); }
}
