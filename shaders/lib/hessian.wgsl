// Second differences as numpy.gradient of numpy.gradient: central, one-sided at the ends, all inside the volume.
// g(i) = (v[min(i+1, n-1)] - v[max(i-1, 0)]) / (2, at the ends 1), along one axis after the other.
import package::access::{Row_src, row_src, load4_src, load_src, Cell};
import package::lib::border::{border_index, IS_INSIDE};

// Axes by number.
const Y = 1;
const Z = 2;

fn row_near(at: Cell, y: i32, z: i32, n: vec4i) -> Row_src {
  return row_src(border_index(y, n.y), border_index(z, n.z), at.b);
}

fn group_near(row: Row_src, x4: i32, n: i32) -> vec4f {
  let x = x4 * 4;
  if (IS_INSIDE || (x >= 0 && x + 4 <= n)) { return load4_src(row, x4); }
  return vec4f(
    load_src(row, border_index(x, n)),
    load_src(row, border_index(x + 1, n)),
    load_src(row, border_index(x + 2, n)),
    load_src(row, border_index(x + 3, n)),
  );
}

// What a difference around i of n is multiplied by.
fn rate(i: i32, n: i32) -> f32 {
  if (IS_INSIDE) { return 0.5; }
  return select(0.5, 1.0, i == 0 || i == n - 1);
}

fn rate4(i: vec4i, n: i32) -> vec4f {
  if (IS_INSIDE) { return vec4f(0.5); }
  return select(vec4f(0.5), vec4f(1.0), (i == vec4i(0)) | (i == vec4i(n - 1)));
}

// d/dx of a row at the four voxels.
fn slope_x(row: Row_src, x4: i32, n: i32) -> vec4f {
  let v = group_near(row, x4, n);
  let before = vec4f(group_near(row, x4 - 1, n).w, v.xyz);
  let after = vec4f(v.yzw, group_near(row, x4 + 1, n).x);
  return (after - before) * rate4(x4 * 4 + vec4i(0, 1, 2, 3), n);
}

fn second_xx(at: Cell, n: vec4i) -> vec4f {
  let row = row_src(at.y, at.z, at.b);
  let l = group_near(row, at.x4 - 1, n.x);
  let v = group_near(row, at.x4, n.x);
  let r = group_near(row, at.x4 + 1, n.x);
  let i = at.x4 * 4 + vec4i(0, 1, 2, 3);
  let one = rate4(i, n.x);
  let here = (vec4f(v.yzw, r.x) - vec4f(l.w, v.xyz)) * one;
  let beyond = (vec4f(v.zw, r.xy) - v) * rate4(i + 1, n.x);
  let behind = (v - vec4f(l.zw, v.xy)) * rate4(i - 1, n.x);
  if (IS_INSIDE) { return (beyond - behind) * one; }
  return (select(beyond, here, i == vec4i(n.x - 1)) - select(behind, here, i == vec4i(0))) * one;
}

// The row that lies `by` voxels further along an axis of rows, of those that there are.
fn along(at: Cell, axis: i32, i: i32, n: vec4i) -> vec4f {
  return load4_src(row_near(at, select(at.y, i, axis == Y), select(at.z, i, axis == Z), n), at.x4);
}

fn slope_at(at: Cell, axis: i32, i: i32, length: i32, n: vec4i) -> vec4f {
  return (along(at, axis, i + 1, n) - along(at, axis, i - 1, n)) * rate(i, length);
}

// Along y or z twice.
fn second_rows(at: Cell, axis: i32, n: vec4i) -> vec4f {
  let i = select(at.z, at.y, axis == Y);
  let length = select(n.z, n.y, axis == Y);
  let after = slope_at(at, axis, border_index(i + 1, length), length, n);
  let before = slope_at(at, axis, border_index(i - 1, length), length, n);
  return (after - before) * rate(i, length);
}

// Along x and one of the others.
fn mixed_x(at: Cell, axis: i32, n: vec4i) -> vec4f {
  let dy = select(0, 1, axis == Y);
  let dz = 1 - dy;
  let after = slope_x(row_near(at, at.y + dy, at.z + dz, n), at.x4, n.x);
  let before = slope_x(row_near(at, at.y - dy, at.z - dz, n), at.x4, n.x);
  return (after - before) * rate(select(at.z, at.y, axis == Y), select(n.z, n.y, axis == Y));
}

fn mixed_zy(at: Cell, n: vec4i) -> vec4f {
  let after = load4_src(row_near(at, at.y + 1, at.z + 1, n), at.x4) - load4_src(row_near(at, at.y - 1, at.z + 1, n), at.x4);
  let before = load4_src(row_near(at, at.y + 1, at.z - 1, n), at.x4) - load4_src(row_near(at, at.y - 1, at.z - 1, n), at.x4);
  return (after - before) * (rate(at.y, n.y) * rate(at.z, n.z));
}

// The second derivative along two axes by number, the greater first.
fn second(at: Cell, a: i32, b: i32, n: vec4i) -> vec4f {
  if (a == 0) { return second_xx(at, n); }
  if (a == b) { return second_rows(at, a, n); }
  if (b == 0) { return mixed_x(at, a, n); }
  return mixed_zy(at, n);
}
