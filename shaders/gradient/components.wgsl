// dst(c) = scale · (src[a+1] - src[a-1]), a the axis of channel c: central differences, one component a channel.
// Four voxels along x times TILE rows an invocation, all of one component, so that it loads what this one needs and no more.
// FIRST, SECOND, THIRD: the axes by channel, 0 x, 1 y, 2 z, in NumPy's order z, y, x of those that there are. Bytes: two loads (along y
// (TILE + 2) / TILE, along x one and a half) and one store a component. lavapipe 26.1, 128³, three components
// beside all three made by every invocation: 28 -> 19 ms of wall time.
import package::access::{cell, Cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::sides::sides;
import constants::{WX, WY, TILE, COMPONENTS, FIRST, SECOND, THIRD};

const Z = 2;
const Y = 1;

struct Params {
  outside: f32,
  scale: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn row_at(at: Cell, y: i32, z: i32, n: vec4i) -> vec4f {
  let v = load4_src(row_src(border_index(y, n.y), border_index(z, n.z), at.b), at.x4);
  return select(v, vec4f(params.outside), border_outside(y, n.y) || border_outside(z, n.z));
}

fn store(at: Cell, j: i32, before: vec4f, after: vec4f) {
  if (at.y + j < at.y_end) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, params.scale * (after - before)); }
}

fn along_z(at: Cell, n: vec4i) {
  for (var j = 0; j < TILE; j++) {
    let y = min(at.y + j, at.y_end - 1);
    store(at, j, row_at(at, y, at.z - 1, n), row_at(at, y, at.z + 1, n));
  }
}

fn along_y(at: Cell, n: vec4i) {
  var before = row_at(at, at.y - 1, at.z, n);
  var centre = row_at(at, at.y, at.z, n);
  for (var j = 0; j < TILE; j++) {
    // rows past the last one that is made are not far away, so that a border needs one reflection only
    let after = row_at(at, min(at.y + j + 1, n.y), at.z, n);
    store(at, j, before, after);
    before = centre;
    centre = after;
  }
}

fn along_x(at: Cell, n: vec4i, edge: bool) {
  for (var j = 0; j < TILE; j++) {
    let row = row_src(min(at.y + j, at.y_end - 1), at.z, at.b);
    let v = sides(row, at.x4, n.x, params.outside, edge);
    store(at, j, v.before, v.after);
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let component = u32(at.b) % u32(COMPONENTS);
  var axis = THIRD;
  if (component == 0u) { axis = FIRST; }
  if (component == 1u) { axis = SECOND; }
  if (axis == Z) {
    along_z(at, n);
  } else if (axis == Y) {
    along_y(at, n);
  } else {
    if (!IS_INSIDE && (at.x4 == 0 || at.x4 * 4 + 4 >= n.x)) { along_x(at, n, true); } else { along_x(at, n, false); }
  }
}
