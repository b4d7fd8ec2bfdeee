// dst(x) = sum over t of weight(t, x) src(at(t, x)), or the border's value where at is negative: any map along x. As resampleRows.
// Four voxels along x times 8 rows an invocation, which share what the tables say. Bytes: TAPS loads, mostly from cache, and one
// store a voxel.
import package::access::{cell, row_src, load_src, Value_src, Scalar_src, size_src, row_dst, store4_dst, size_dst, table_at, table_weight};
import package::lib::sealed::nothing;
import constants::{WX, WY, TAPS, IS_MOVED};

const ROWS = 8;

struct Params {
  outside: u32, // the bits of the border's value, in the type of the voxels
  taps: i32,
  pitch: i32, // places of the tables for a tap: a multiple of 4
}
@group(0) @binding(1) var<uniform> params: Params;

fn voxels(y: i32, z: i32, b: i32, voxel: vec4i) -> Value_src {
  let row = row_src(y, z, b);
  let at = max(voxel, vec4i(0));
  let v = Value_src(load_src(row, at.x), load_src(row, at.y), load_src(row, at.z), load_src(row, at.w));
  return select(v, Value_src(bitcast<Scalar_src>(params.outside)), voxel < vec4i(0));
}

fn at4(i: i32) -> vec4i { return vec4i(table_at(i), table_at(i + 1), table_at(i + 2), table_at(i + 3)); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let x = at.x4 * 4;
  let rows = min(ROWS, at.y_end - at.y);
  @if(IS_MOVED) {
    let voxel = at4(x);
    for (var k = 0; k < rows; k++) {
      store4_dst(row_dst(at.y + k, at.z, at.b), at.x4, voxels(at.y + k, at.z, at.b, voxel));
    }
  }
  @if(!IS_MOVED) {
    let taps = select(params.taps, TAPS, TAPS > 0);
    var sum = array<vec4f, ROWS>();
    for (var k = 0; k < ROWS; k++) { sum[k] = vec4f(nothing(size_src().x)); }
    for (var t = 0; t < taps; t++) {
      let i = t * params.pitch + x;
      let voxel = at4(i);
      let weight = vec4f(table_weight(i), table_weight(i + 1), table_weight(i + 2), table_weight(i + 3));
      for (var k = 0; k < ROWS; k++) {
        if (k < rows) {
          let v = voxels(at.y + k, at.z, at.b, voxel);
          sum[k] += select(weight * v, vec4f(0.0), weight == vec4f(0.0));
        }
      }
    }
    for (var k = 0; k < ROWS; k++) {
      if (k < rows) { store4_dst(row_dst(at.y + k, at.z, at.b), at.x4, sum[k]); }
    }
  }
}
