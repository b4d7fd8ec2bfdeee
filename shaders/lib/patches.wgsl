// What patches of non-local means hold, in registers: rows of an image and of the shifted one, their squared differences summed along
// x, then over planes and TALL rows (restoration/nlMeans). O: half of a patch along x. Rows are written out: a loop with so long
// a body stays a loop, with its arrays in memory.
import package::lib::sealed::sealed4;
import constants::{O, TALL, HIGH};

const ROWS = HIGH + TALL - 1;

// Of a row the four voxels before, the four in the middle and the four after; of a shifted one eight after.
struct Own {
  a: vec4f,
  b: vec4f,
  c: vec4f,
}
struct Seen {
  p: vec4f,
  q: vec4f,
  r: vec4f,
  s: vec4f,
}

fn box4(a: vec4f, b: vec4f, c: vec4f) -> vec4f {
  if (O == 0) { return b; }
  // pairs, which overlap: each is added once
  var sum = b + vec4f(b.yzw, c.x);
  if (O > 1) { sum = (vec4f(a.w, b.xyz) + b) + (vec4f(b.yzw, c.x) + vec4f(b.zw, c.xy)); }
  if (O == 3) { sum = (vec4f(a.zw, b.xy) + vec4f(a.w, b.xyz)) + (b + vec4f(b.yzw, c.x)) + (vec4f(b.zw, c.xy) + vec4f(b.w, c.xyz)); }
  if (O == 4) {
    sum = ((vec4f(a.yzw, b.x) + vec4f(a.zw, b.xy)) + (vec4f(a.w, b.xyz) + b))
      + ((vec4f(b.yzw, c.x) + vec4f(b.zw, c.xy)) + (vec4f(b.w, c.xyz) + c));
  }
  return sum;
}

// Squares of differences, summed along x: a column each shift.
fn squares(v: Own, w: Seen) -> mat4x4f {
  let a0 = v.a - w.p;
  let b0 = v.b - w.q;
  let c0 = v.c - w.r;
  let a1 = v.a - vec4f(w.p.yzw, w.q.x);
  let b1 = v.b - vec4f(w.q.yzw, w.r.x);
  let c1 = v.c - vec4f(w.r.yzw, w.s.x);
  let a2 = v.a - vec4f(w.p.zw, w.q.xy);
  let b2 = v.b - vec4f(w.q.zw, w.r.xy);
  let c2 = v.c - vec4f(w.r.zw, w.s.xy);
  let a3 = v.a - vec4f(w.p.w, w.q.xyz);
  let b3 = v.b - vec4f(w.q.w, w.r.xyz);
  let c3 = v.c - vec4f(w.r.w, w.s.xyz);
  return mat4x4f(
    box4(a0 * a0, b0 * b0, c0 * c0),
    box4(a1 * a1, b1 * b1, c1 * c1),
    box4(a2 * a2, b2 * b2, c2 * c2),
    box4(a3 * a3, b3 * b3, c3 * c3),
  );
}

fn move_up(w: ptr<function, array<Seen, 15>>, last: Seen) {
  w[0] = w[1];
  w[1] = w[2];
  w[2] = w[3];
  w[3] = w[4];
  if (ROWS > 4) { w[4] = w[5]; }
  if (ROWS > 5) { w[5] = w[6]; }
  if (ROWS > 6) { w[6] = w[7]; }
  if (ROWS > 7) { w[7] = w[8]; }
  if (ROWS > 8) { w[8] = w[9]; }
  if (ROWS > 9) { w[9] = w[10]; }
  if (ROWS > 10) { w[10] = w[11]; }
  if (ROWS > 11) { w[11] = w[12]; }
  if (ROWS > 12) { w[12] = w[13]; }
  if (ROWS > 13) { w[13] = w[14]; }
  w[ROWS - 1] = last;
}

fn add_plane(h: ptr<function, array<mat4x4f, 15>>, v: ptr<function, array<Own, 15>>, w: ptr<function, array<Seen, 15>>) {
  h[0] += squares(v[0], w[0]);
  h[1] += squares(v[1], w[1]);
  h[2] += squares(v[2], w[2]);
  h[3] += squares(v[3], w[3]);
  if (ROWS > 4) { h[4] += squares(v[4], w[4]); }
  if (ROWS > 5) { h[5] += squares(v[5], w[5]); }
  if (ROWS > 6) { h[6] += squares(v[6], w[6]); }
  if (ROWS > 7) { h[7] += squares(v[7], w[7]); }
  if (ROWS > 8) { h[8] += squares(v[8], w[8]); }
  if (ROWS > 9) { h[9] += squares(v[9], w[9]); }
  if (ROWS > 10) { h[10] += squares(v[10], w[10]); }
  if (ROWS > 11) { h[11] += squares(v[11], w[11]); }
  if (ROWS > 12) { h[12] += squares(v[12], w[12]); }
  if (ROWS > 13) { h[13] += squares(v[13], w[13]); }
  if (ROWS > 14) { h[14] += squares(v[14], w[14]); }
}

// Sums are sealed where they are shared: drivers add up otherwise in other rows of a tile.
fn sealed(m: mat4x4f, zero: i32) -> mat4x4f {
  return mat4x4f(sealed4(m[0], zero), sealed4(m[1], zero), sealed4(m[2], zero), sealed4(m[3], zero));
}

fn pair(h: ptr<function, array<mat4x4f, 15>>, j: i32, zero: i32) -> mat4x4f {
  return sealed(sealed(h[j], zero) + sealed(h[j + 1], zero), zero);
}

fn two_pairs(h: ptr<function, array<mat4x4f, 15>>, j: i32, zero: i32) -> mat4x4f {
  return sealed(pair(h, j, zero) + pair(h, j + 2, zero), zero);
}

// Sums of TALL rows from the j-th on; pairs, which overlap, are added once.
fn patches(h: ptr<function, array<mat4x4f, 15>>, j: i32, zero: i32) -> mat4x4f {
  if (TALL == 1) { return h[j]; }
  if (TALL == 2) { return pair(h, j, zero); }
  if (TALL == 4) { return two_pairs(h, j, zero); }
  if (TALL == 6) { return two_pairs(h, j, zero) + pair(h, j + 4, zero); }
  return two_pairs(h, j, zero) + two_pairs(h, j + 4, zero);
}
