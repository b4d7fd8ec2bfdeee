// dst(p) = v(p) + sum over t of w_t(p) (v(p + t) - v(p)) / sum of w_t(p),  every shift t of up to `distance` voxels along each axis, itself too
//   d_t(p) = max(0, sum over k of (v(p + k) - v(p + t + k))² - noise) · scale,  k from 1 - O to O along each axis
//   w_t(p) = 2^-d_t(p) where that is at least e^-5, else 0
// Non-local means with uniform patches (Buades, Coll, Morel 2005; Darbon et al. 2008), as the fast mode of
// skimage.restoration.denoise_nl_means, whose patches of 2 O + 1 lack their first row and column and whose exponential is
// Schraudolph's of 1999: straight lines between the powers of 2, 4 % off at most, here in steps of 2^-16. v is padded by what is looked at; in
// it a voxel that is not finite is so large that it is like no number. noise is in units of d.
// Four voxels along x times HIGH rows an invocation, four shifts along x at a time. What its patches hold of the image stays in registers,
// and so does what they hold of the shifted one: the next shift along y moves that up by a row and loads one. Of each row the squares
// are summed along x, then DEEP planes and TALL rows of these. Loads count most here, and there are (3 + distance) / HIGH vec4 a voxel and shift.
// lavapipe 26.1, CPU time, in brackets scikit-image's: 512², distance 11, patches of 7 0.13 s (0.43), distance 6, patches of 5 0.04 s (0.2);
// 32 x 64 x 64, distance 6, patches of 5 0.7 s (3.7), of 7 1.7 s (3.9). A volume with patches of 9 takes 10 s to compile.
import package::access::{cell, Cell, row_src, load4_src, row_image, load4_image, row_dst, store4_dst};
import package::lib::finite::is_finite4;
import package::lib::patches::{add_plane, move_up, Own, patches, ROWS, Seen};
import constants::{WX, WY, TALL, DEEP, HIGH};

// 128 and the bits of 1, Schraudolph's, in units of 2^23
const ONE = 254.94202;
// e^-5
const LEAST = ONE - 7.2134752;
// Which row and plane of a patch lie in its middle.
const MIDDLE = (TALL - 1) / 2;
const INNER = (DEEP - 1) / 2;

struct Params {
  scale: f32,
  noise: f32,
  distance_x: i32,
  distance_y: i32,
  distance_z: i32,
  // rows of a patch before and after its middle
  before_y: i32,
  after_y: i32,
  // where the image lies in what it was padded to
  left4: i32,
  top: i32,
  first: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Sums {
  weight: vec4f,
  difference: vec4f,
}

// Row i of what the tile's patches hold, in plane k.
fn own(at: Cell, i: i32, k: i32) -> Own {
  let y = min(at.y + i - params.before_y, at.y_end - 1 + params.after_y) + params.top;
  let row = row_src(y, at.z + (k + INNER) % DEEP - INNER + params.first, at.b);
  let x4 = at.x4 + params.left4;
  return Own(load4_src(row, x4 - 1), load4_src(row, x4), load4_src(row, x4 + 1));
}

fn seen(at: Cell, i: i32, k: i32, t: vec3i) -> Seen {
  let y = min(at.y + i - params.before_y + t.y, at.y_end - 1 + params.after_y + params.distance_y) + params.top;
  let row = row_src(y, at.z + (k + INNER) % DEEP - INNER + t.z + params.first, at.b);
  let x4 = at.x4 + t.x + params.left4;
  return Seen(load4_src(row, x4 - 1), load4_src(row, x4), load4_src(row, x4 + 1), load4_src(row, x4 + 2));
}

fn shift(sums: Sums, squares: vec4f, difference: vec4f, x: i32) -> Sums {
  // 2^-d with the fraction as it stands, less what balances the error; as exponent and fraction of a number from 128 to 256,
  // whose lowest 23 bits are a fixed point: a conversion to whole numbers is made lane by lane
  let e = min(vec4f(ONE), fma(squares, vec4f(-params.scale), vec4f(ONE + params.noise)));
  let power = bitcast<vec4f>((bitcast<vec4u>(e) << vec4u(7u)) & vec4u(0x7fffffffu));
  let weight = select(vec4f(0.0), power, (e >= vec4f(LEAST)) & vec4<bool>(abs(x) <= params.distance_x));
  return Sums(sums.weight + weight, fma(weight, difference, sums.difference));
}

// Adds four shifts to one row of results.
fn step(start: Sums, v: vec4f, w: Seen, x: i32, sum: mat4x4f) -> Sums {
  var sums = shift(start, sum[0], w.q - v, x);
  sums = shift(sums, sum[1], vec4f(w.q.yzw, w.r.x) - v, x + 1);
  sums = shift(sums, sum[2], vec4f(w.q.zw, w.r.xy) - v, x + 2);
  return shift(sums, sum[3], vec4f(w.q.w, w.r.xyz) - v, x + 3);
}

// Rows are written out: a loop with so long a body stays a loop, with its arrays in memory.
fn read_own(v: ptr<function, array<Own, 15>>, at: Cell, k: i32) {
  v[0] = own(at, 0, k);
  v[1] = own(at, 1, k);
  v[2] = own(at, 2, k);
  v[3] = own(at, 3, k);
  if (ROWS > 4) { v[4] = own(at, 4, k); }
  if (ROWS > 5) { v[5] = own(at, 5, k); }
  if (ROWS > 6) { v[6] = own(at, 6, k); }
  if (ROWS > 7) { v[7] = own(at, 7, k); }
  if (ROWS > 8) { v[8] = own(at, 8, k); }
  if (ROWS > 9) { v[9] = own(at, 9, k); }
  if (ROWS > 10) { v[10] = own(at, 10, k); }
  if (ROWS > 11) { v[11] = own(at, 11, k); }
  if (ROWS > 12) { v[12] = own(at, 12, k); }
  if (ROWS > 13) { v[13] = own(at, 13, k); }
  if (ROWS > 14) { v[14] = own(at, 14, k); }
}

// The rows of the first shift, after which they will be moved up.
fn read_seen(w: ptr<function, array<Seen, 15>>, at: Cell, k: i32, t: vec3i) {
  w[1] = seen(at, 0, k, t);
  w[2] = seen(at, 1, k, t);
  w[3] = seen(at, 2, k, t);
  w[4] = seen(at, 3, k, t);
  if (ROWS > 4) { w[5] = seen(at, 4, k, t); }
  if (ROWS > 5) { w[6] = seen(at, 5, k, t); }
  if (ROWS > 6) { w[7] = seen(at, 6, k, t); }
  if (ROWS > 7) { w[8] = seen(at, 7, k, t); }
  if (ROWS > 8) { w[9] = seen(at, 8, k, t); }
  if (ROWS > 9) { w[10] = seen(at, 9, k, t); }
  if (ROWS > 10) { w[11] = seen(at, 10, k, t); }
  if (ROWS > 11) { w[12] = seen(at, 11, k, t); }
  if (ROWS > 12) { w[13] = seen(at, 12, k, t); }
  if (ROWS > 13) { w[14] = seen(at, 13, k, t); }
}

fn store(at: Cell, j: i32, sums: Sums) {
  if (at.y + j >= at.y_end) { return; }
  let own = load4_image(row_image(at.y + j, at.z, at.b), at.x4);
  let result = own + sums.difference / sums.weight;
  store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, select(own, result, is_finite4(own)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var s0 = Sums(vec4f(0.0), vec4f(0.0));
  var s1 = Sums(vec4f(0.0), vec4f(0.0));
  var s2 = Sums(vec4f(0.0), vec4f(0.0));
  var s3 = Sums(vec4f(0.0), vec4f(0.0));
  var s4 = Sums(vec4f(0.0), vec4f(0.0));
  var s5 = Sums(vec4f(0.0), vec4f(0.0));
  var s6 = Sums(vec4f(0.0), vec4f(0.0));
  var s7 = Sums(vec4f(0.0), vec4f(0.0));
  var v0 = array<Own, 15>();
  var w0 = array<Seen, 15>();
  read_own(&v0, at, 0);
  @if(PLANES_2) var v1 = array<Own, 15>();
  @if(PLANES_2) var w1 = array<Seen, 15>();
  @if(PLANES_2) read_own(&v1, at, 1);
  @if(PLANES_4) var v2 = array<Own, 15>();
  @if(PLANES_4) var w2 = array<Seen, 15>();
  @if(PLANES_4) read_own(&v2, at, 2);
  @if(PLANES_4) var v3 = array<Own, 15>();
  @if(PLANES_4) var w3 = array<Seen, 15>();
  @if(PLANES_4) read_own(&v3, at, 3);
  @if(PLANES_6) var v4 = array<Own, 15>();
  @if(PLANES_6) var w4 = array<Seen, 15>();
  @if(PLANES_6) read_own(&v4, at, 4);
  @if(PLANES_6) var v5 = array<Own, 15>();
  @if(PLANES_6) var w5 = array<Seen, 15>();
  @if(PLANES_6) read_own(&v5, at, 5);
  @if(PLANES_8) var v6 = array<Own, 15>();
  @if(PLANES_8) var w6 = array<Seen, 15>();
  @if(PLANES_8) read_own(&v6, at, 6);
  @if(PLANES_8) var v7 = array<Own, 15>();
  @if(PLANES_8) var w7 = array<Seen, 15>();
  @if(PLANES_8) read_own(&v7, at, 7);
  let last4 = params.distance_x >> 2u;
  let first4 = -((params.distance_x + 3) >> 2u);
  for (var tz = -params.distance_z; tz <= params.distance_z; tz++) {
    for (var tx = first4; tx <= last4; tx++) {
      let top = vec3i(tx, -params.distance_y, tz);
      read_seen(&w0, at, 0, top);
      @if(PLANES_2) read_seen(&w1, at, 1, top);
      @if(PLANES_4) read_seen(&w2, at, 2, top);
      @if(PLANES_4) read_seen(&w3, at, 3, top);
      @if(PLANES_6) read_seen(&w4, at, 4, top);
      @if(PLANES_6) read_seen(&w5, at, 5, top);
      @if(PLANES_8) read_seen(&w6, at, 6, top);
      @if(PLANES_8) read_seen(&w7, at, 7, top);
      for (var ty = -params.distance_y; ty <= params.distance_y; ty++) {
        let t = vec3i(tx, ty, tz);
        var h = array<mat4x4f, 15>();
        move_up(&w0, seen(at, ROWS - 1, 0, t));
        add_plane(&h, &v0, &w0);
        @if(PLANES_2) move_up(&w1, seen(at, ROWS - 1, 1, t));
        @if(PLANES_2) add_plane(&h, &v1, &w1);
        @if(PLANES_4) move_up(&w2, seen(at, ROWS - 1, 2, t));
        @if(PLANES_4) add_plane(&h, &v2, &w2);
        @if(PLANES_4) move_up(&w3, seen(at, ROWS - 1, 3, t));
        @if(PLANES_4) add_plane(&h, &v3, &w3);
        @if(PLANES_6) move_up(&w4, seen(at, ROWS - 1, 4, t));
        @if(PLANES_6) add_plane(&h, &v4, &w4);
        @if(PLANES_6) move_up(&w5, seen(at, ROWS - 1, 5, t));
        @if(PLANES_6) add_plane(&h, &v5, &w5);
        @if(PLANES_8) move_up(&w6, seen(at, ROWS - 1, 6, t));
        @if(PLANES_8) add_plane(&h, &v6, &w6);
        @if(PLANES_8) move_up(&w7, seen(at, ROWS - 1, 7, t));
        @if(PLANES_8) add_plane(&h, &v7, &w7);
        s0 = step(s0, v0[MIDDLE + 0].b, w0[MIDDLE + 0], 4 * tx, patches(&h, 0, at.y_end));
        s1 = step(s1, v0[MIDDLE + 1].b, w0[MIDDLE + 1], 4 * tx, patches(&h, 1, at.y_end));
        s2 = step(s2, v0[MIDDLE + 2].b, w0[MIDDLE + 2], 4 * tx, patches(&h, 2, at.y_end));
        s3 = step(s3, v0[MIDDLE + 3].b, w0[MIDDLE + 3], 4 * tx, patches(&h, 3, at.y_end));
        if (HIGH > 4) {
          s4 = step(s4, v0[MIDDLE + 4].b, w0[MIDDLE + 4], 4 * tx, patches(&h, 4, at.y_end));
          s5 = step(s5, v0[MIDDLE + 5].b, w0[MIDDLE + 5], 4 * tx, patches(&h, 5, at.y_end));
          s6 = step(s6, v0[MIDDLE + 6].b, w0[MIDDLE + 6], 4 * tx, patches(&h, 6, at.y_end));
          s7 = step(s7, v0[MIDDLE + 7].b, w0[MIDDLE + 7], 4 * tx, patches(&h, 7, at.y_end));
        }
      }
    }
  }
  store(at, 0, s0);
  store(at, 1, s1);
  store(at, 2, s2);
  store(at, 3, s3);
  if (HIGH > 4) {
    store(at, 4, s4);
    store(at, 5, s5);
    store(at, 6, s6);
    store(at, 7, s7);
  }
}
