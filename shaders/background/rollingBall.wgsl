// dst(p) = min over the offsets o of a ball of src(p + o) + drop(o), where drop is how far the ball lies below its top: grey erosion by a
// structure that is not flat, Sternberg 1983. Offsets come as groups of four along x that the ball holds whole, (dz, dy, dx / 4) with their
// four drops, and as single ones, (dz, dy, dx); both ascend by drop, and end once least + drop cannot win, where least is below all that the
// ball reaches. Numbers are finite
// (ops/background/rollingBall). Eight voxels along x an invocation. Cost: 3 loads and 32 sums and minima a group.
// lavapipe 26.1, 512², radius 25, 2 threads: noise from 0 to 255 52 ms, noise from 0 to 1 6 ms.
import package::access::{cell, row_src, load4_src, size_src, row_least, load4_least, row_dst, store4_dst, table_places, table_drops, table_single, table_lone};
import package::lib::shift::shifted4;
import constants::{WX, WY};

struct Params {
  outside: f32,
  groups: i32,
  singles: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn load_group(y: i32, z: i32, b: i32, x4: i32, n: vec4i) -> vec4f {
  let x = vec4i(4 * x4) + vec4i(0, 1, 2, 3);
  // the last group of a row may lie behind its end
  let at = clamp(x4, 0, (n.x - 1) >> 2u);
  return select(load4_src(row_src(y, z, b), at), vec4f(params.outside), (x < vec4i(0)) | (x >= vec4i(n.x)));
}

fn lower(best: vec4f, v: vec4f, drop: f32) -> vec4f {
  let other = v + drop;
  return select(best, other, other < best);
}

fn shifted(a: vec4f, b: vec4f, shift: i32) -> vec4f {
  return bitcast<vec4f>(shifted4(bitcast<vec4u>(a), bitcast<vec4u>(b), shift));
}

fn highest(a: vec4f, b: vec4f) -> f32 {
  let m = max(a, b);
  return max(max(m.x, m.y), max(m.z, m.w));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let bounds = row_least(at.y, at.z, at.b);
  let floors = min(load4_least(bounds, at.x4), load4_least(bounds, min(at.x4 + 1, (n.x - 1) >> 2u)));
  let least = min(min(floors.x, floors.y), min(floors.z, floors.w));
  var best = vec4f(params.outside);
  var next = vec4f(params.outside);
  for (var i = 0; i < params.singles; i++) {
    let drop = table_lone(i);
    if (least + drop >= highest(best, next)) { break; }
    let z = at.z + table_single(3 * i);
    let y = at.y + table_single(3 * i + 1);
    if (z < 0 || z >= n.z || y < 0 || y >= n.y) { continue; }
    let dx = table_single(3 * i + 2);
    let x4 = at.x4 + (dx >> 2u);
    let a = load_group(y, z, at.b, x4, n);
    let b = load_group(y, z, at.b, x4 + 1, n);
    let c = load_group(y, z, at.b, x4 + 2, n);
    best = lower(best, shifted(a, b, dx & 3), drop);
    next = lower(next, shifted(b, c, dx & 3), drop);
  }
  for (var i = 0; i < params.groups; i++) {
    let drop = vec4f(table_drops(4 * i), table_drops(4 * i + 1), table_drops(4 * i + 2), table_drops(4 * i + 3));
    if (least + min(min(drop.x, drop.y), min(drop.z, drop.w)) >= highest(best, next)) { break; }
    let z = at.z + table_places(3 * i);
    let y = at.y + table_places(3 * i + 1);
    if (z < 0 || z >= n.z || y < 0 || y >= n.y) { continue; }
    let x4 = at.x4 + table_places(3 * i + 2);
    let a = load_group(y, z, at.b, x4, n);
    let b = load_group(y, z, at.b, x4 + 1, n);
    let c = load_group(y, z, at.b, x4 + 2, n);
    best = lower(best, a, drop.x);
    next = lower(next, b, drop.x);
    best = lower(best, vec4f(a.yzw, b.x), drop.y);
    next = lower(next, vec4f(b.yzw, c.x), drop.y);
    best = lower(best, vec4f(a.zw, b.xy), drop.z);
    next = lower(next, vec4f(b.zw, c.xy), drop.z);
    best = lower(best, vec4f(a.w, b.xyz), drop.w);
    next = lower(next, vec4f(b.w, c.xyz), drop.w);
  }
  let row = row_dst(at.y, at.z, at.b);
  store4_dst(row, at.x4, best);
  if (at.x4 * 4 + 4 < n.x) { store4_dst(row, at.x4 + 1, next); }
}
