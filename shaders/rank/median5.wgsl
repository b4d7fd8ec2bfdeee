// dst = the median of the 5 x 5 voxels around every voxel, through scipy's borders; NaN where one of them is NaN.
// Columns of five are sorted (four rows once for two rows of results, and the fifth put in) and serve five voxels; then of each
// rank the five columns (four of them once for two voxels). In a square that is sorted along both axes 13 places can hold the
// median; of the four below the middle diagonal only the greatest can, of the four above it only the least, and the fourth of
// these two and the diagonal's five is it. (That sorting one axis leaves the other sorted: Knuth, The Art of Computer
// Programming 3, 5.2.1; the counts were checked against sorting all 25 of 6 million squares, equal numbers among them.)
// Eight voxels along x times TILE rows an invocation, on keys (lib/keyed). Cost: some 110 minima and maxima a voxel.
// Bytes: (TILE + 4) / TILE loads of 1.5, one store.
// lavapipe 26.1, 2048² f32, CPU time beside a copy of 6 ms: 16.5 ms (36 by forgetful selection).
import package::access::{cell, Cell, row_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import package::lib::keyed::{key_bits, keyed_twelve, nan_or, Twelve, value_of};
import constants::{WX, WY, TILE};

struct Params {
  outside: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Four in ascending order, of twelve columns or of four voxels.
struct Columns4 {
  v0: Twelve,
  v1: Twelve,
  v2: Twelve,
  v3: Twelve,
}

struct Four {
  v0: vec4u,
  v1: vec4u,
  v2: vec4u,
  v3: vec4u,
}

struct Five {
  v0: vec4u,
  v1: vec4u,
  v2: vec4u,
  v3: vec4u,
  v4: vec4u,
}

fn low(p: Twelve, q: Twelve) -> Twelve { return Twelve(min(p.a, q.a), min(p.b, q.b), min(p.ends, q.ends)); }
fn high(p: Twelve, q: Twelve) -> Twelve { return Twelve(max(p.a, q.a), max(p.b, q.b), max(p.ends, q.ends)); }
fn between(p: Twelve, v: Twelve, q: Twelve) -> Twelve { return high(p, low(v, q)); }

fn sorted_columns(a: Twelve, b: Twelve, c: Twelve, d: Twelve) -> Columns4 {
  let p = low(a, b);
  let q = high(a, b);
  let r = low(c, d);
  let s = high(c, d);
  let t = high(p, r);
  let u = low(q, s);
  return Columns4(low(p, r), low(t, u), high(t, u), high(q, s));
}

fn sorted_four(a: vec4u, b: vec4u, c: vec4u, d: vec4u) -> Four {
  let p = min(a, b);
  let q = max(a, b);
  let r = min(c, d);
  let s = max(c, d);
  let t = max(p, r);
  let u = min(q, s);
  return Four(min(p, r), min(t, u), max(t, u), max(q, s));
}

fn joined(s: Four, v: vec4u) -> Five {
  return Five(min(s.v0, v), max(s.v0, min(v, s.v1)), max(s.v1, min(v, s.v2)), max(s.v2, min(v, s.v3)), max(s.v3, v));
}

// The four columns that two neighbours share, for the four pairs of eight voxels: every second one from the second on.
fn shared_columns(c: Twelve) -> Four {
  return sorted_four(
    vec4u(c.ends.y, c.a.y, c.a.w, c.b.y),
    vec4u(c.a.x, c.a.z, c.b.x, c.b.z),
    vec4u(c.a.y, c.a.w, c.b.y, c.b.w),
    vec4u(c.a.z, c.b.x, c.b.z, c.ends.z),
  );
}

// The first columns of the windows of the voxels 0, 2, 4 and 6, and the last of those of 1, 3, 5 and 7.
fn first_columns(c: Twelve) -> vec4u { return vec4u(c.ends.x, c.a.x, c.a.z, c.b.x); }
fn last_columns(c: Twelve) -> vec4u { return vec4u(c.a.w, c.b.y, c.b.w, c.ends.w); }

fn median_of(r0: Five, r1: Five, r2: Five, r3: Five, r4: Five) -> vec4u {
  let below = max(max(r3.v0, r2.v1), max(r1.v2, r0.v3));
  let above = min(min(r4.v1, r3.v2), min(r2.v3, r1.v4));
  let middle = joined(sorted_four(r4.v0, r3.v1, r2.v2, r1.v3), r0.v4);
  let less = min(below, above);
  let more = max(below, above);
  let found = min(min(middle.v3, max(middle.v2, less)), max(middle.v1, more));
  return nan_or(r4.v4, found);
}

// The row of results whose columns are the four sorted and one more.
fn put(at: Cell, y: i32, s: Columns4, v: Twelve, n: i32) {
  if (y >= at.y_end) { return; }
  let c0 = low(s.v0, v);
  let c1 = between(s.v0, v, s.v1);
  let c2 = between(s.v1, v, s.v2);
  let c3 = between(s.v2, v, s.v3);
  let c4 = high(s.v3, v);
  let s0 = shared_columns(c0);
  let s1 = shared_columns(c1);
  let s2 = shared_columns(c2);
  let s3 = shared_columns(c3);
  let s4 = shared_columns(c4);
  let even = median_of(
    joined(s0, first_columns(c0)),
    joined(s1, first_columns(c1)),
    joined(s2, first_columns(c2)),
    joined(s3, first_columns(c3)),
    joined(s4, first_columns(c4)),
  );
  let odd = median_of(
    joined(s0, last_columns(c0)),
    joined(s1, last_columns(c1)),
    joined(s2, last_columns(c2)),
    joined(s3, last_columns(c3)),
    joined(s4, last_columns(c4)),
  );
  let row = row_dst(y, at.z, at.b);
  store4_dst(row, at.x4, value_of(vec4u(even.x, odd.x, even.y, odd.y)));
  if (at.x4 * 4 + 4 < n) { store4_dst(row, at.x4 + 1, value_of(vec4u(even.z, odd.z, even.w, odd.w))); }
}

fn row_at(at: Cell, y: i32, n: vec4i, outside: u32) -> Twelve {
  // rows past the last one that is made are not far away, so that a border needs one reflection only
  let near = min(y, at.y_end + 1);
  let v = keyed_twelve(row_src(border_index(near, n.y), at.z, at.b), at.x4, n.x, outside);
  let out = border_outside(near, n.y);
  return Twelve(select(v.a, vec4u(outside), out), select(v.b, vec4u(outside), out), select(v.ends, vec4u(outside), out));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let outside = key_bits(vec4u(params.outside)).x;
  var a = row_at(at, at.y - 2, n, outside);
  var b = row_at(at, at.y - 1, n, outside);
  var c = row_at(at, at.y, n, outside);
  var d = row_at(at, at.y + 1, n, outside);
  for (var j = 0; j < TILE; j += 2) {
    let e = row_at(at, at.y + j + 2, n, outside);
    let f = row_at(at, at.y + j + 3, n, outside);
    let both = sorted_columns(b, c, d, e);
    put(at, at.y + j, both, a, n.x);
    put(at, at.y + j + 1, both, f, n.x);
    a = c;
    b = d;
    c = e;
    d = f;
  }
}
