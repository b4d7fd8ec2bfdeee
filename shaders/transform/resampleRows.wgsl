// dst(y) = sum over t of weight(t, y) src(at(t, y)), or the border's value where at is negative: any map along an axis but x. The
// tables hold a row for each tap. A tap of weight 0 reads nothing; IS_MOVED: there is one tap and voxels are moved, not computed.
// Four voxels along x times 4 rows an invocation. Bytes: TAPS loads, mostly from cache, and one store a voxel.
import package::access::{cell, row_src, load4_src, Value_src, Scalar_src, size_src, row_dst, store4_dst, size_dst, table_at, table_weight};
import package::lib::sealed::nothing;
import constants::{WX, WY, TAPS, IS_MOVED};

const ROWS = 4;

struct Params {
  outside: u32, // the bits of the border's value, in the type of the voxels
  taps: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let length = size_dst().y;
  let outside = Value_src(bitcast<Scalar_src>(params.outside));
  let taps = select(params.taps, TAPS, TAPS > 0);
  for (var k = 0; k < ROWS; k++) {
    let y = at.y + k;
    if (y >= at.y_end) { break; }
    @if(IS_MOVED) {
      let voxel = table_at(y);
      let v = load4_src(row_src(max(voxel, 0), at.z, at.b), at.x4);
      store4_dst(row_dst(y, at.z, at.b), at.x4, select(v, outside, voxel < 0));
    }
    @if(!IS_MOVED) {
      var sum = vec4f(nothing(length));
      for (var t = 0; t < taps; t++) {
        let weight = table_weight(t * length + y);
        let voxel = table_at(t * length + y);
        let v = load4_src(row_src(max(voxel, 0), at.z, at.b), at.x4);
        sum += select(weight * select(v, outside, voxel < 0), vec4f(0.0), weight == 0.0);
      }
      store4_dst(row_dst(y, at.z, at.b), at.x4, sum);
    }
  }
}
