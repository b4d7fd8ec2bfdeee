// For every channel, the mean of the channels of its group, or the first of them (IS_FIRST); a group has `size` channels. The kernel's y are the channels of what
// has been summed over space already. Added up one after the other from the group's first channel on.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst};
import package::lib::sealed::nothing;
import constants::{WX, WY, IS_FIRST};

struct Params {
  size: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = at.y / params.size * params.size;
  let count = select(params.size, 1, IS_FIRST);
  var sum = vec4f(nothing(count));
  for (var k = 0; k < count; k++) { sum += load4_src(row_src(first + k, at.z, at.b), at.x4); }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sum / f32(count));
}
