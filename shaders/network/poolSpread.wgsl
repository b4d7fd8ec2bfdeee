// The adjoint of shaders/network/pool: dst(q) = sum of src(p) over the windows p that q lies in, all of them, or those whose place is q (HAS_PLACES).
// Four voxels along x an invocation; windows in the order z, y, x. The windows of four neighbours are four neighbours at most: two groups, and a choice among them.
// Small strides are constants (else 0), and windows that are apart (ARE_APART) are no loop. lavapipe 26.1, windows of 2² with places, 4 x 32 x 128², beside a copy of
// 5 ms: 6 ms; with strides and loops of the run's 22, with loads one by one 30 or more.
import package::access::{cell, row_src, load4_src, Row_src, size_src, row_place, load4_place, Row_place, row_dst, store4_dst};
import package::lib::sealed::nothing;
import package::lib::shift::shifted4;
import constants::{WX, WY, HAS_PLACES, STRIDE_X, STRIDE_Y, STRIDE_Z, ARE_APART};

struct Params {
  kx: i32,
  ky: i32,
  kz: i32,
  stride_x: i32,
  stride_y: i32,
  stride_z: i32,
  before_x: i32,
  before_y: i32,
  before_z: i32,
  // windows that a voxel lies in, at most
  count_x: i32,
  count_y: i32,
  count_z: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The numbers of four lanes at `offset` from the first of eight neighbours' place `shift`, none further than 3.
fn chosen(a: vec4f, b: vec4f, shift: i32, offset: vec4i) -> vec4f {
  let v = bitcast<vec4f>(shifted4(bitcast<vec4u>(a), bitcast<vec4u>(b), shift));
  let low = select(v.xxxx, v.yyyy, offset == vec4i(1));
  return select(select(low, v.zzzz, offset == vec4i(2)), v.wwww, offset >= vec4i(3));
}

fn src_at(row: Row_src, p: vec4i, last: i32) -> vec4f {
  let g = p.x >> 2u;
  return chosen(load4_src(row, clamp(g, 0, last)), load4_src(row, clamp(g + 1, 0, last)), p.x & 3, p - p.x);
}

@if(HAS_PLACES)
fn place_at(row: Row_place, p: vec4i, last: i32) -> vec4f {
  let g = p.x >> 2u;
  return chosen(load4_place(row, clamp(g, 0, last)), load4_place(row, clamp(g + 1, 0, last)), p.x & 3, p - p.x);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let last = (n.x - 1) >> 2u;
  let sx = select(params.stride_x, STRIDE_X, STRIDE_X > 0);
  let sy = select(params.stride_y, STRIDE_Y, STRIDE_Y > 0);
  let sz = select(params.stride_z, STRIDE_Z, STRIDE_Z > 0);
  let q = vec2i(at.y + params.before_y, at.z + params.before_z);
  let x = 4 * at.x4 + vec4i(0, 1, 2, 3) + params.before_x;
  let top = x / sx;
  var sum = vec4f(nothing(n.x));
  let ends = vec2i(q.x / sy, q.y / sz);
  // where windows are apart there is one along each axis, and no loop
  for (var k = select(params.count_z, 1, ARE_APART) - 1; k >= 0; k--) {
    let pz = ends.y - k;
    let tz = q.y - pz * sz;
    if (pz < 0 || pz >= n.z || tz >= params.kz) { continue; }
    for (var j = select(params.count_y, 1, ARE_APART) - 1; j >= 0; j--) {
      let py = ends.x - j;
      let ty = q.x - py * sy;
      if (py < 0 || py >= n.y || ty >= params.ky) { continue; }
      let row = row_src(py, pz, at.b);
      for (var i = select(params.count_x, 1, ARE_APART) - 1; i >= 0; i--) {
        let p = top - i;
        let tap = x - p * sx;
        var taken = (p >= vec4i(0)) & (p < vec4i(n.x)) & (tap < vec4i(params.kx));
        @if(HAS_PLACES) {
          let first = (tz * params.ky + ty) * params.kx;
          taken = taken & (vec4i(place_at(row_place(py, pz, at.b), p, last)) == first + tap);
        }
        sum += select(vec4f(0.0), src_at(row, p, last), taken);
      }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum);
}
