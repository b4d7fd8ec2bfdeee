// Of every vertex where it lies, interpolated linearly between two voxels and in units of the spacing; or (IS_NORMAL) which way the volume falls there: the gradient
// by central differences (one-sided beside the ends and what is no number), interpolated alike, turned round, of length 1 or 0. Interpolated linearly, voxels weigh
// one by their distance to the level; so do the eight of a cube for the middle of a fan. Bytes: five loads, four of them at random, two voxels at random, 14 for a normal; three stores.
import package::access::{
  cell, row_src, load_src, size_src, row_places, load_places, row_sources, load4_sources, row_x, store4_x, row_y, store4_y, row_z, store4_z,
};
import package::lib::crossing::crossing;
import package::lib::cubes::along;
import package::lib::finite::is_finite;
import constants::{WX, WY, IS_NORMAL};

struct Params {
  level: f32,
  channels: i32,
  spacing: vec3f,
}
@group(0) @binding(1) var<uniform> params: Params;

fn voxel(p: vec3i, b: i32) -> f32 { return load_src(row_src(p.y, p.z, b), p.x); }

// Per voxel, along one axis.
fn slope(p: vec3i, b: i32, axis: u32, n: vec3i) -> f32 {
  let step = along(axis);
  let here = voxel(p, b);
  let before = voxel(max(p - step, vec3i(0)), b);
  let after = voxel(min(p + step, n - vec3i(1)), b);
  let back = p[axis] > 0 && is_finite(before);
  let on = p[axis] + 1 < n[axis] && is_finite(after);
  if (back && on) { return (after - before) * 0.5; }
  return select(select(0.0, here - before, back), after - here, on);
}

fn gradient(p: vec3i, b: i32, n: vec3i) -> vec3f {
  return vec3f(slope(p, b, 0u, n), slope(p, b, 1u, n), slope(p, b, 2u, n)) / params.spacing;
}

fn unit(v: vec3f) -> vec3f {
  let most = max(max(abs(v.x), abs(v.y)), abs(v.z));
  if (!(is_finite(v.x) && is_finite(v.y) && is_finite(v.z)) || most == 0.0) { return vec3f(0.0); }
  return normalize(v / most);
}

fn on_edge(p: vec3i, b: i32, axis: u32, n: vec3i) -> vec3f {
  let q = p + along(axis);
  let t = crossing(voxel(p, b), voxel(q, b), params.level);
  if (IS_NORMAL) { return -unit(mix(gradient(p, b, n), gradient(q, b, n), t)); }
  return (vec3f(p) + t * vec3f(along(axis))) * params.spacing;
}

// Of a cube: what is infinite weighs nothing, and what lies on the level all but everything.
fn in_cube(p: vec3i, b: i32, n: vec3i) -> vec3f {
  var sum = vec3f(0.0);
  var whole = 0.0;
  for (var corner = 0; corner < 8; corner++) {
    let step = vec3i(corner & 1, (corner >> 1u) & 1, corner >> 2u);
    let far = abs(voxel(p + step, b) - params.level);
    if (!is_finite(far)) { continue; }
    let weight = 1.0 / max(far, 1e-30);
    whole += weight;
    if (IS_NORMAL) { sum += weight * gradient(p + step, b, n); } else { sum += weight * vec3f(step); }
  }
  if (IS_NORMAL) { return -unit(sum); }
  return (vec3f(p) + select(vec3f(0.5), sum / whole, whole > 0.0)) * params.spacing;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xyz;
  let sources = load4_sources(row_sources(0, 0, 0), at.x4);
  var xs = vec4f(0.0);
  var ys = vec4f(0.0);
  var zs = vec4f(0.0);
  for (var k = 0; k < 4; k++) {
    if (sources[k] == 0u) { continue; }
    let row = i32((sources[k] - 1u) >> 2u);
    let own = (sources[k] - 1u) & 3u;
    let b = i32(load_places(row_places(0, 0, 0), row)) * params.channels + i32(load_places(row_places(1, 0, 0), row));
    let z = i32(load_places(row_places(2, 0, 0), row));
    let p = vec3i(i32(load_places(row_places(4, 0, 0), row)), i32(load_places(row_places(3, 0, 0), row)), z);
    var v = vec3f(0.0);
    if (own < 3u) { v = on_edge(p, b, own, n); } else { v = in_cube(p, b, n); }
    xs[k] = v.x;
    ys[k] = v.y;
    zs[k] = v.z;
  }
  store4_x(row_x(0, 0, 0), at.x4, xs);
  store4_y(row_y(0, 0, 0), at.x4, ys);
  store4_z(row_z(0, 0, 0), at.x4, zs);
}
