// At every STRIDE-th row p: a row q for which src(q) + weight · (p - q)² is least. The search goes outwards and ends
// where weight · (p - q)² alone is more. Rows p far apart cost a whole line each where nothing is near, and a few loads where
// background is. Such a q never decreases with p, whichever is taken of equals: what bounds the search of the rows between
// (nearestAlong).
import package::access::{cell, row_src, load4_src, size_src, Value_src, Scalar_src, row_dst, store4_dst};
import constants::{WX, WY, STRIDE};

struct Params {
  weight: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  let p = at.y * STRIDE;
  let weight = Scalar_src(params.weight);
  var best = load4_src(row_src(p, at.z, at.b), at.x4);
  var place = vec4i(p);
  for (var d = 1; d < n; d++) {
    let square = weight * Scalar_src(d) * Scalar_src(d);
    let open = best > Value_src(square);
    if (!any(open) || (p - d < 0 && p + d >= n)) { break; }
    if (p - d >= 0) {
      let v = load4_src(row_src(p - d, at.z, at.b), at.x4) + Value_src(square);
      place = select(place, vec4i(p - d), v < best);
      best = min(best, v);
    }
    if (p + d < n) {
      let v = load4_src(row_src(p + d, at.z, at.b), at.x4) + Value_src(square);
      place = select(place, vec4i(p + d), v < best);
      best = min(best, v);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, place);
}
