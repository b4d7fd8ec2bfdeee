// The gradient of shaders/restoration/bilateral with regard to the neighbours: dst(q) = Σ over the voxels p whose windows hold q of given(p) w (1 + 2 a d (mean(p) - d)), d = x(q) - x(p),
// w the weight; `given` is divided by the sum of p's weights already. The first q lies `ext` before the image: `seen` is the image with what its border shows.
// Four voxels along x an invocation; z, y, x of p ascending. Cost: four loads a voxel of the window.
import package::access::{
  cell, row_seen, load4_seen, row_src, load_src, size_src, row_given, load_given, row_mean, load_mean, row_decay, load_decay, row_dst, store4_dst,
};
import package::lib::bilateral::{limited, weight_of};
import package::lib::finite::is_finite4;
import constants::{WX, WY};

struct Params {
  near: f32,
  ext_x: i32,
  ext_y: i32,
  ext_z: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let here = load4_seen(row_seen(at.y, at.z, at.b), at.x4);
  let alive = is_finite4(here);
  let own = limited(select(vec4f(0.0), here, alive));
  var sum = vec4f(0.0);
  for (var k = -2 * params.ext_z; k <= 0; k++) {
    let z = at.z + k;
    if (z < 0 || z >= n.z) { continue; }
    for (var j = -2 * params.ext_y; j <= 0; j++) {
      let y = at.y + j;
      if (y < 0 || y >= n.y) { continue; }
      let src = row_src(y, z, at.b);
      let given = row_given(y, z, at.b);
      let mean = row_mean(y, z, at.b);
      let decay = row_decay(y, z, at.b);
      for (var i = -2 * params.ext_x; i <= 0; i++) {
        var g = vec4f(0.0);
        var m = vec4f(0.0);
        var a = vec4f(0.0);
        var v = vec4f(0.0);
        for (var lane = 0; lane < 4; lane++) {
          let x = at.x4 * 4 + lane + i;
          if (x >= 0 && x < n.x) {
            g[lane] = load_given(given, x);
            m[lane] = load_mean(mean, x);
            a[lane] = load_decay(decay, x);
            v[lane] = load_src(src, x);
          }
        }
        let away = vec3i(i + params.ext_x, j + params.ext_y, k + params.ext_z);
        let d = own - limited(select(own, v, is_finite4(v)));
        let w = weight_of(d, a, params.near * f32(away.x * away.x + away.y * away.y + away.z * away.z));
        let none = w == vec4f(0.0);
        let near = select(d, vec4f(0.0), none);
        sum += select(g * w * (1.0 + 1.3862943611198906 * a * near * (m - near)), vec4f(0.0), none);
      }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(vec4f(0.0), sum, alive));
}
