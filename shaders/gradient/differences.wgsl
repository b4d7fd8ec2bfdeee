// Differences of neighbours along each axis, smoothed across the others, and what is made of them, in one pass:
//   component along a:  s_a = v[a+1] - v[a-1], across every other acting axis  side v[-1] + middle v[0] + side v[+1]; scale · s_a
//   magnitude:          sqrt(scale · (s_x² + s_y² + s_z²))
//   laplace:            sum over the axes of  v[a-1] - 2 v[a] + v[a+1]
// sobel, scharr and prewitt are scikit-image's (side and middle: 1/4 1/2, 3/16 10/16, 1/3 1/3); central differences do not smooth.
// Four voxels along x times TILE rows an invocation: every row is loaded once, differenced and smoothed along x, then along
// z, and the last three results are combined along y. Axes that do not act are not looked along (IS_), so 2-D and 3-D
// are one text; what no result needs is never loaded. Bytes: (TILE + 2) / TILE loads of 1.5 in 2-D, three times in 3-D.
import package::access::{cell, Cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::sealed::{nothing, sealed4};
import package::lib::sides::sides;
import constants::{WX, WY, TILE, IS_X, IS_Y, IS_Z, HAS_X, HAS_Y, HAS_Z, HAS_SMOOTHING, HAS_ROOT, IS_LAPLACE};

struct Params {
  outside: f32,
  side: f32,
  middle: f32,
  scale: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

// What one row, or one column of three rows along z, is: differenced along x, differenced along z, smoothed in both.
struct Line {
  x: vec4f,
  z: vec4f,
  m: vec4f,
}

// Sealed: what is smoothed is smoothed again along the next axis by the same numbers.
fn smoothed(before: vec4f, centre: vec4f, after: vec4f, n: vec4i) -> vec4f {
  return sealed4(params.side * (before + after) + params.middle * centre, n.x);
}

fn difference(before: vec4f, centre: vec4f, after: vec4f) -> vec4f {
  if (IS_LAPLACE) { return (before + after) - 2.0 * centre; }
  return after - before;
}

// One row.
fn line(x4: i32, y: i32, z: i32, b: i32, n: vec4i, edge: bool) -> Line {
  let row = row_src(border_index(y, n.y), border_index(z, n.z), b);
  let out = border_outside(y, n.y) || border_outside(z, n.z);
  if (!IS_X) { return Line(vec4f(0.0), vec4f(0.0), select(load4_src(row, x4), vec4f(params.outside), out)); }
  let v = sides(row, x4, n.x, params.outside, edge);
  let before = select(v.before, vec4f(params.outside), out);
  let centre = select(v.centre, vec4f(params.outside), out);
  let after = select(v.after, vec4f(params.outside), out);
  var m = centre;
  if (HAS_SMOOTHING) { m = smoothed(before, centre, after, n); }
  return Line(difference(before, centre, after), vec4f(0.0), m);
}

// Three rows along z, or one where z does not act.
fn column(x4: i32, y: i32, z: i32, b: i32, n: vec4i, edge: bool) -> Line {
  let centre = line(x4, y, z, b, n, edge);
  if (!IS_Z) { return centre; }
  let before = line(x4, y, z - 1, b, n, edge);
  let after = line(x4, y, z + 1, b, n, edge);
  let along_z = difference(before.m, centre.m, after.m);
  if (!HAS_SMOOTHING) { return Line(centre.x, along_z, centre.m); }
  return Line(smoothed(before.x, centre.x, after.x, n), along_z, smoothed(before.m, centre.m, after.m, n));
}

// The result at the row of `centre`; rows before and after matter only where y acts.
fn result(before: Line, centre: Line, after: Line, n: vec4i) -> vec4f {
  var x = centre.x;
  var z = centre.z;
  if (IS_Y && HAS_SMOOTHING) {
    x = smoothed(before.x, centre.x, after.x, n);
    z = smoothed(before.z, centre.z, after.z, n);
  }
  let y = difference(before.m, centre.m, after.m);
  if (IS_LAPLACE) {
    var sum = vec4f(nothing(n.x));
    if (IS_Z) { sum += z; }
    if (IS_Y) { sum += y; }
    if (IS_X) { sum += x; }
    return sum;
  }
  if (HAS_ROOT) {
    var sum = vec4f(0.0);
    if (HAS_Z) { sum += z * z; }
    if (HAS_Y) { sum += y * y; }
    if (HAS_X) { sum += x * x; }
    return sqrt(params.scale * sum);
  }
  if (HAS_Z) { return params.scale * z; }
  if (HAS_Y) { return params.scale * y; }
  return params.scale * x;
}

// At the edges the loops stay rolled, which compiles in half the time.
fn rows(at: Cell, n: vec4i, edge: bool) {
  let made = select(TILE, min(TILE, at.y_end - at.y), edge);
  if (!IS_Y) {
    for (var j = 0; j < made; j++) {
      if (at.y + j < at.y_end) {
        let centre = column(at.x4, at.y + j, at.z, at.b, n, edge);
        store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, result(centre, centre, centre, n));
      }
    }
    return;
  }
  var before = column(at.x4, at.y - 1, at.z, at.b, n, edge);
  var centre = column(at.x4, at.y, at.z, at.b, n, edge);
  for (var j = 0; j < made; j++) {
    // rows past the last one that is made are not far away, so that a border needs one reflection only
    let after = column(at.x4, min(at.y + j + 1, n.y), at.z, at.b, n, edge);
    if (at.y + j < at.y_end) {
      store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, result(before, centre, after, n));
    }
    before = centre;
    centre = after;
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  if (IS_X && !IS_INSIDE && (at.x4 == 0 || at.x4 * 4 + 4 >= n.x)) { rows(at, n, true); } else { rows(at, n, false); }
}
