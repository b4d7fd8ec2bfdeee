// dst = red, green or blue of a voxel, by where it lies: site holds which at even and odd x of even rows, then of odd rows. Four voxels an invocation.
import package::access::{cell, row_red, load4_red, row_green, load4_green, row_blue, load4_blue, row_dst, store4_dst};
import constants::{WX, WY};

struct Params {
  site: vec4u,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let pair = select(params.site.xy, params.site.zw, (at.y & 1) == 1);
  let site = pair.xyxy;
  let red = load4_red(row_red(at.y, at.z, at.b), at.x4);
  let green = load4_green(row_green(at.y, at.z, at.b), at.x4);
  let blue = load4_blue(row_blue(at.y, at.z, at.b), at.x4);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(select(red, green, site == vec4u(1u)), blue, site == vec4u(2u)));
}
