// dst = the median of the 3 x 3 voxels around every voxel, through scipy's borders; NaN where one of them is NaN.
// Columns of three are sorted once for the three voxels that they serve (and two rows of a column once for both rows that it
// serves): the median of nine is that of the greatest of the lows, the median of the middles and the least of the highs
// (Smith, Implementing median filters in XC4000E FPGAs, 1996). On keys (lib/keyed): drivers' float min and max cost twice as
// much, for NaN. Eight voxels along x times TILE rows an invocation. Bytes: (TILE + 2) / TILE loads of 1.25, one store.
// lavapipe 26.1, 2048² f32, an EPYC of two cores: 4.5 ms by 8 rows an invocation, 1.15 times less of processor time than by 4 (an older Xeon, with fewer registers, took longer by 8).
import package::access::{cell, Cell, row_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import package::lib::keyed::{key_bits, keyed_ten, nan_or, Ten, value_of};
import constants::{WX, WY, TILE};

struct Params {
  outside: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Three rows sorted, in ascending order.
struct Columns {
  low: Ten,
  middle: Ten,
  high: Ten,
}

fn row_at(at: Cell, y: i32, n: vec4i, outside: u32) -> Ten {
  let v = keyed_ten(row_src(border_index(y, n.y), at.z, at.b), at.x4, n.x, outside);
  let out = border_outside(y, n.y);
  return Ten(select(v.a, vec4u(outside), out), select(v.b, vec4u(outside), out), select(v.ends, vec4u(outside), out));
}

fn low(p: Ten, q: Ten) -> Ten { return Ten(min(p.a, q.a), min(p.b, q.b), min(p.ends, q.ends)); }
fn high(p: Ten, q: Ten) -> Ten { return Ten(max(p.a, q.a), max(p.b, q.b), max(p.ends, q.ends)); }

// A row and a sorted pair of rows.
fn sorted(v: Ten, pair_low: Ten, pair_high: Ten) -> Columns {
  return Columns(low(v, pair_low), high(pair_low, low(v, pair_high)), high(v, pair_high));
}

fn median_of(a: vec4u, b: vec4u, c: vec4u) -> vec4u { return max(min(a, b), min(max(a, b), c)); }

// Of the columns with those to their left and right: lows, middles and highs.
fn median_of_nine(low: array<vec4u, 3>, middle: array<vec4u, 3>, high: array<vec4u, 3>) -> vec4u {
  let lows = max(max(low[0], low[1]), low[2]);
  let highs = min(min(high[0], high[1]), high[2]);
  let found = median_of(lows, median_of(middle[0], middle[1], middle[2]), highs);
  return nan_or(max(max(high[0], high[1]), high[2]), found);
}

fn a_of(v: Ten) -> array<vec4u, 3> { return array<vec4u, 3>(vec4u(v.ends.x, v.a.xyz), v.a, vec4u(v.a.yzw, v.b.x)); }
fn b_of(v: Ten) -> array<vec4u, 3> { return array<vec4u, 3>(vec4u(v.a.w, v.b.xyz), v.b, vec4u(v.b.yzw, v.ends.y)); }

fn put(at: Cell, y: i32, c: Columns, n: i32) {
  if (y >= at.y_end) { return; }
  let row = row_dst(y, at.z, at.b);
  store4_dst(row, at.x4, value_of(median_of_nine(a_of(c.low), a_of(c.middle), a_of(c.high))));
  if (at.x4 * 4 + 4 < n) {
    store4_dst(row, at.x4 + 1, value_of(median_of_nine(b_of(c.low), b_of(c.middle), b_of(c.high))));
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let outside = key_bits(vec4u(params.outside)).x;
  var before = row_at(at, at.y - 1, n, outside);
  var centre = row_at(at, at.y, n, outside);
  for (var j = 0; j < TILE; j += 2) {
    // rows past the last one that is made are not far away, so that a border needs one reflection only
    let after = row_at(at, min(at.y + j + 1, n.y), n, outside);
    let next = row_at(at, min(at.y + j + 2, n.y), n, outside);
    let pair_low = low(centre, after);
    let pair_high = high(centre, after);
    put(at, at.y + j, sorted(before, pair_low, pair_high), n.x);
    put(at, at.y + j + 1, sorted(next, pair_low, pair_high), n.x);
    before = after;
    centre = next;
  }
}
