// sums(label), of the voxels of a region's rim: how many count as 1, as sqrt 2 and as the mean of both, by how many of their neighbours beside (a) and aslant (d) are of the same rim
// (Benkrid, Crookes and Benkrid 2000): a of 2 or 3 with d below 3 is the first, a of 0 with d of 2 or 1 with 3 the second, a of 1 with d of 1 or 2 the third. A rim's voxels have another
// label, or none, above, below, left or right of them; outside the image is none. By patches (lib/patch). Bytes: three loads, and 3 words a label of a patch at random.
import package::access::{cell, row_sums, add_sums};
import package::lib::links::{bits_of, joined_lanes};
import package::lib::patch::{greatest_label, how_many, labels_at, take_label};
import constants::{WX, WY, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// A row of a patch, and what is beside it.
struct Row {
  before: vec4u,
  left: vec4u,
  right: vec4u,
  behind: vec4u,
}

fn row_of(x4: i32, y: i32, z: i32, b: i32) -> Row {
  return Row(labels_at(x4 - 1, y, z, b), labels_at(x4, y, z, b), labels_at(x4 + 1, y, z, b), labels_at(x4 + 2, y, z, b));
}

fn one_before(before: vec4u, v: vec4u) -> vec4u { return vec4u(before.w, v.xyz); }

fn one_behind(v: vec4u, behind: vec4u) -> vec4u { return vec4u(v.yzw, behind.x); }

fn rim_of(v: vec4u, before: vec4u, behind: vec4u, up: vec4u, down: vec4u) -> vec4u {
  return select(v, vec4u(0u), (v == one_before(before, v)) & (v == one_behind(v, behind)) & (v == up) & (v == down));
}

// Labels where they are of a rim, else 0; of the groups beside only the nearest is right.
fn rims_of(up: Row, here: Row, down: Row) -> Row {
  return Row(
    rim_of(here.before, here.before.xxyz, here.left, up.before, down.before),
    rim_of(here.left, here.before, here.right, up.left, down.left),
    rim_of(here.right, here.left, here.behind, up.right, down.right),
    rim_of(here.behind, here.right, here.behind.wwww, up.behind, down.behind),
  );
}

fn ones(test: vec4<bool>) -> vec4u { return select(vec4u(0u), vec4u(1u), test); }

// What each of four voxels counts as: 0 for nothing.
fn kinds(v: vec4u, before: vec4u, behind: vec4u, up: array<vec4u, 3>, down: array<vec4u, 3>) -> vec4u {
  let a = ones(up[1] == v) + ones(down[1] == v) + ones(one_before(before, v) == v) + ones(one_behind(v, behind) == v);
  let d = ones(one_before(up[0], up[1]) == v) + ones(one_behind(up[1], up[2]) == v) + ones(one_before(down[0], down[1]) == v) + ones(one_behind(down[1], down[2]) == v);
  let is_straight = ((a == vec4u(2u)) | (a == vec4u(3u))) & (d < vec4u(3u));
  let is_aslope = ((a == vec4u(0u)) & (d == vec4u(2u))) | ((a == vec4u(1u)) & (d == vec4u(3u)));
  let is_mixed = (a == vec4u(1u)) & ((d == vec4u(1u)) | (d == vec4u(2u)));
  return select(select(select(vec4u(0u), vec4u(3u), is_mixed), vec4u(2u), is_aslope), vec4u(1u), is_straight);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  var here = row_of(at.x4, at.y, at.z, at.b);
  var below = row_of(at.x4, at.y + 1, at.z, at.b);
  let above = row_of(at.x4, at.y - 1, at.z, at.b);
  var upper = rims_of(row_of(at.x4, at.y - 2, at.z, at.b), above, here);
  var middle = rims_of(above, here, below);
  var v: array<vec4u, 16>;
  // voxels of each kind
  var left: array<vec4u, 3>;
  var right: array<vec4u, 3>;
  for (var i = 0; i < 8; i++) {
    let next = row_of(at.x4, at.y + i + 2, at.z, at.b);
    let lower = rims_of(here, below, next);
    let is_left = kinds(
      middle.left, middle.before, middle.right,
      array<vec4u, 3>(upper.before, upper.left, upper.right), array<vec4u, 3>(lower.before, lower.left, lower.right),
    );
    let is_right = kinds(
      middle.right, middle.left, middle.behind,
      array<vec4u, 3>(upper.left, upper.right, upper.behind), array<vec4u, 3>(lower.left, lower.right, lower.behind),
    );
    for (var kind = 0; kind < 3; kind++) {
      left[kind] |= bits_of(is_left == vec4u(u32(kind + 1)), i);
      right[kind] |= bits_of(is_right == vec4u(u32(kind + 1)), i);
    }
    let most = select(0u, params.capacity, at.y + i < at.y_end);
    v[2 * i] = select(vec4u(0u), middle.left, (is_left != vec4u(0u)) & (middle.left <= vec4u(most)));
    v[2 * i + 1] = select(vec4u(0u), middle.right, (is_right != vec4u(0u)) & (middle.right <= vec4u(most)));
    here = below;
    below = next;
    upper = middle;
    middle = lower;
  }
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    for (var kind = 0; kind < 3; kind++) {
      let many = how_many(bits & vec2u(joined_lanes(left[kind]), joined_lanes(right[kind])));
      if (many > 0) { add_sums(sums, label * u32(STRIDE) + u32(kind), u32(many)); }
    }
    label = greatest_label(v);
  }
}
