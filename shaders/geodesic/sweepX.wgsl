// dst(x) = min(mask(x), max(src(x), dst(x - 1))), or dst(x + 1) (IS_BACK): a geodesic dilation that runs along a whole row, the
// raster scan of Vincent 1993. Whole numbers only: keys, whose least lets nothing through. An invocation makes a row, so rows
// run side by side. Bytes: two loads and one store a voxel.
// lavapipe 26.1, least CPU time of 3 on a busy machine, in brackets scikit-image or scipy: hMaxima of smooth noise, 1024² 0.28 s
// (0.83), 64 x 128 x 128 2.1 s (1.1); fillHoles of blobs, 1024² 0.07 s (0.02), of noise 0.11 (0.02), 64 x 128 x 128 0.05 s (0.02).
import package::access::{cell, row_src, load4_src, size_src, row_mask, load4_mask, row_dst, store4_dst, Value_dst};
import constants::{WX, WY, IS_BACK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let groups = (n + 3) / 4;
  let row = row_src(at.y, at.z, at.b);
  let limits = row_mask(at.y, at.z, at.b);
  let out = row_dst(at.y, at.z, at.b);
  var last = 0u;
  for (var i = 0; i < groups; i++) {
    let x4 = select(i, groups - 1 - i, IS_BACK);
    // pad lanes hold anything
    let inside = vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n);
    let limit = select(vec4u(0u), load4_mask(limits, x4), inside);
    var v = min(limit, load4_src(row, x4));
    if (IS_BACK) {
      v.w = min(limit.w, max(v.w, last));
      v.z = min(limit.z, max(v.z, v.w));
      v.y = min(limit.y, max(v.y, v.z));
      v.x = min(limit.x, max(v.x, v.y));
      last = v.x;
    } else {
      v.x = min(limit.x, max(v.x, last));
      v.y = min(limit.y, max(v.y, v.x));
      v.z = min(limit.z, max(v.z, v.y));
      v.w = min(limit.w, max(v.w, v.z));
      last = v.w;
    }
    store4_dst(out, x4, Value_dst(v));
  }
}
