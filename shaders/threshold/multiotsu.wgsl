// dst = the centres of the last bins of all classes but the last: where each layer's best first class ends, from the bin after
// the one before. With as many bins that are not empty as classes, those bins; with fewer NaN. One invocation a histogram.
import package::access::{cell, row_moments, load4_moments, size_moments, row_l0, load4_l0, row_l1, load4_l1, row_l2, load4_l2, row_l3, load4_l3, row_edges, row_dst, store4_dst};
import package::lib::histogram::centre_of;
import package::lib::math::nan_where;
import constants::{WX, WY};

struct Params {
  classes: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let moments = row_moments(at.y, at.z, at.b);
  let bins = size_moments().x / 4;
  var held = 0;
  var places = vec4i(0);
  var n = 0u;
  for (var i = 0; i < bins && held <= params.classes; i++) {
    let upto = load4_moments(moments, i).x;
    if (upto > n) {
      places = select(places, vec4i(i), vec4i(held) == vec4i(0, 1, 2, 3));
      held += 1;
      n = upto;
    }
  }
  if (held > params.classes) {
    places.x = i32(load4_l0(row_l0(at.y, at.z, at.b), 0).w);
    places.y = i32(load4_l1(row_l1(at.y, at.z, at.b), min(places.x + 1, bins - 1)).w);
    places.z = i32(load4_l2(row_l2(at.y, at.z, at.b), min(places.y + 1, bins - 1)).w);
    places.w = i32(load4_l3(row_l3(at.y, at.z, at.b), min(places.z + 1, bins - 1)).w);
  }
  let edges = row_edges(at.y, at.z, at.b);
  let safe = clamp(places, vec4i(0), vec4i(bins - 1));
  let centres = vec4f(centre_of(edges, safe.x), centre_of(edges, safe.y), centre_of(edges, safe.z), centre_of(edges, safe.w));
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, nan_where(centres, vec4<bool>(held < params.classes)));
}
