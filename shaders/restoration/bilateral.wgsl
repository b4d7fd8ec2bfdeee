// dst(p) = src(p) + sum w d / sum w  over the window of 2 ext + 1 voxels around p,  d = src(q) - src(p),
//   w = 2^(-(decay d² + near |q - p|²)),  decay = log2(e) / (2 sigmaColor²),  near = log2(e) / (2 sigmaSpatial²)
// Tomasi and Manduchi 1998; skimage.restoration.denoise_bilateral with the exponent itself instead of a table of it. Adding
// the mean difference to the voxel keeps its digits where the image lies far from 0. A neighbour that is not finite takes no
// part; a voxel that is not stays as it is. near is in 1 / voxel², decay in 1 / value².
// Four voxels along x an invocation: the groups of four of a row are passed through registers, four taps each. Taps in the
// source, and not in a loop over an array: drivers leave such a loop rolled once its body is long and keep the array in memory,
// which takes 20 times as long. Order of the sums: z, y, x ascending, on every path.
// Cost: (2 ext + 1)^axes exponentials a voxel. At the ends of rows voxels are loaded one by one, through the border.
// lavapipe 26.1, CPU time (two cores share it), in brackets scikit-image 0.19 on one: 512², a window of 7 x 7 21 ms (73), 19 x 19
// 88 ms (573); 2048², 7 x 7 300 ms (1.2 s).
import package::access::{cell, Cell, row_src, Row_src, load4_src, size_src, row_decay, load4_decay, row_dst, store4_dst};
import package::lib::bilateral::limited;
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::falling::falling4;
import package::lib::finite::is_finite4;
import package::lib::load::load4_border;
import constants::{WX, WY, SHIFT, REST};

struct Params {
  outside: f32,
  near: f32,
  ext_x: i32,
  ext_y: i32,
  ext_z: i32,
  // whole groups of four taps along x; REST taps follow
  groups: i32,
  left: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Sums {
  weight: vec4f,
  difference: vec4f,
}

// The voxel in the middle, and how fast weights fall with the difference from it.
struct Middle {
  centre: vec4f,
  decay: vec4f,
}

// What a voxel that is not finite becomes: so far away that its weight is exactly 0, as decay is at least 1e-30.
const FAR = 1e19;
// The voxels that begin SHIFT voxels into a.
fn joined(a: vec4f, b: vec4f) -> vec4f {
  if (SHIFT == 0) { return a; }
  if (SHIFT == 1) { return vec4f(a.yzw, b.x); }
  if (SHIFT == 2) { return vec4f(a.zw, b.xy); }
  return vec4f(a.w, b.xyz);
}

fn tap(sums: Sums, middle: Middle, v: vec4f, space: f32) -> Sums {
  let d = v - middle.centre;
  let weight = falling4(d * d * middle.decay + space);
  return Sums(sums.weight + weight, sums.difference + weight * d);
}

fn space_of(across: f32, dx: i32) -> f32 {
  return params.near * f32(dx * dx) + across;
}

struct Line {
  row: Row_src,
  // instead of the row, all of it
  out: bool,
}

fn loaded4(line: Line, x4: i32, nx: i32, ends: bool) -> vec4f {
  var v = vec4f(params.outside);
  if (ends) { v = load4_border(line.row, x4 * 4, nx, params.outside); } else { v = load4_src(line.row, x4); }
  v = select(v, vec4f(params.outside), line.out);
  return select(vec4f(FAR), limited(v), is_finite4(v));
}

// Adds the taps of one row.
fn add_row(start: Sums, middle: Middle, line: Line, x4: i32, nx: i32, across: f32, ends: bool) -> Sums {
  var sums = start;
  var raw = loaded4(line, x4 - params.left, nx, ends);
  var next = loaded4(line, x4 - params.left + 1, nx, ends);
  var a = joined(raw, next);
  for (var g = 0; g < params.groups; g++) {
    raw = next;
    next = loaded4(line, x4 - params.left + 2 + g, nx, ends);
    let b = joined(raw, next);
    let dx = 4 * g - params.ext_x;
    sums = tap(sums, middle, a, space_of(across, dx));
    sums = tap(sums, middle, vec4f(a.yzw, b.x), space_of(across, dx + 1));
    sums = tap(sums, middle, vec4f(a.zw, b.xy), space_of(across, dx + 2));
    sums = tap(sums, middle, vec4f(a.w, b.xyz), space_of(across, dx + 3));
    a = b;
  }
  let dx = 4 * params.groups - params.ext_x;
  sums = tap(sums, middle, a, space_of(across, dx));
  if (REST == 3) {
    raw = next;
    next = loaded4(line, x4 - params.left + 2 + params.groups, nx, ends);
    let b = joined(raw, next);
    sums = tap(sums, middle, vec4f(a.yzw, b.x), space_of(across, dx + 1));
    sums = tap(sums, middle, vec4f(a.zw, b.xy), space_of(across, dx + 2));
  }
  return sums;
}

fn filtered(at: Cell, n: vec4i, ends: bool) {
  let own = load4_src(row_src(at.y, at.z, at.b), at.x4);
  let middle = Middle(
    select(vec4f(0.0), limited(own), is_finite4(own)),
    load4_decay(row_decay(at.y, at.z, at.b), at.x4),
  );
  var sums = Sums(vec4f(0.0), vec4f(0.0));
  for (var k = -params.ext_z; k <= params.ext_z; k++) {
    for (var i = -params.ext_y; i <= params.ext_y; i++) {
      let line = Line(
        row_src(border_index(at.y + i, n.y), border_index(at.z + k, n.z), at.b),
        border_outside(at.y + i, n.y) || border_outside(at.z + k, n.z),
      );
      sums = add_row(sums, middle, line, at.x4, n.x, params.near * f32(i * i + k * k), ends);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(own, own + sums.difference / sums.weight, is_finite4(own)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let begin = at.x4 - params.left;
  if (IS_INSIDE || (begin >= 0 && (begin + 3 + params.groups) * 4 <= n.x)) { filtered(at, n, false); } else { filtered(at, n, true); }
}
