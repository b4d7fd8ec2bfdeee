// The adjoint of shaders/network/pool: dst(q) = sum of src(p) over the windows p that q lies in, all of them, or those whose place is q (HAS_PLACES). Voxels in one
// window alone (no overlaps) are one load. Four voxels along x an invocation; windows in the order z, y, x.
import package::access::{cell, row_src, load_src, size_src, row_place, load_place, row_dst, store4_dst};
import package::lib::sealed::nothing;
import constants::{WX, WY, HAS_PLACES};

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
}
@group(0) @binding(1) var<uniform> params: Params;

// The first and the last window that a position `q`, counted from where the first window begins, lies in.
fn windows(q: i32, size: i32, stride: i32, count: i32) -> vec2i {
  return vec2i(max(0, (q - size + stride) / stride), min(count - 1, q / stride));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let q = vec2i(at.y + params.before_y, at.z + params.before_z);
  let rows = windows(q.x, params.ky, params.stride_y, n.y);
  let slices = windows(q.y, params.kz, params.stride_z, n.z);
  var sums = vec4f();
  for (var lane = 0; lane < 4; lane++) {
    let x = 4 * at.x4 + lane + params.before_x;
    let columns = windows(x, params.kx, params.stride_x, n.x);
    var sum = nothing(n.x);
    for (var pz = slices.x; pz <= slices.y; pz++) {
      for (var py = rows.x; py <= rows.y; py++) {
        let row = row_src(py, pz, at.b);
        for (var px = columns.x; px <= columns.y; px++) {
          let given = load_src(row, px);
          @if(!HAS_PLACES) {
            sum += given;
          }
          @if(HAS_PLACES) {
            let tap = ((q.y - pz * params.stride_z) * params.ky + q.x - py * params.stride_y) * params.kx + x - px * params.stride_x;
            sum += select(0.0, given, i32(load_place(row_place(py, pz, at.b), px)) == tap);
          }
        }
      }
    }
    sums[lane] = sum;
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sums);
}
