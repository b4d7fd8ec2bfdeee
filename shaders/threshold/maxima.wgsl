// dst = how many maxima a smoothed histogram has. One invocation a histogram.
import package::access::{cell, row_high, row_low, row_first, load_first, row_last, load_last, row_dst, store4_dst};
import package::lib::heights::maxima_of;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = load_first(row_first(at.y, at.z, at.b), 0);
  let last = load_last(row_last(at.y, at.z, at.b), 0);
  let found = maxima_of(row_high(at.y, at.z, at.b), row_low(at.y, at.z, at.b), first, last);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, vec4u(found.count));
}
