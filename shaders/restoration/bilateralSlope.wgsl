// What the gradient of shaders/restoration/bilateral needs of every voxel p, whose result is x(p) + m, m = Σ w d / Σ w:
//   rest = 1 / Σ w    mean = m    own = the derivative with regard to x(p) in the middle of the window alone, 1 - Σ w (1 - 2 a d² + 2 a d m) / Σ w
//   decayed = that with regard to decay, ln 2 Σ w d² (m - d) / Σ w,    where a = decay ln 2
// A voxel that is not finite is the result: rest 0, mean 0, own 1, decayed 0. Two rounds over the window. Four voxels along x an invocation; z, y, x ascending.
import package::access::{cell, Cell, row_src, size_src, row_decay, load4_decay, row_rest, store4_rest, row_mean, store4_mean, row_own, store4_own, row_decayed, store4_decayed, load4_src};
import package::lib::bilateral::{limited, weight_of};
import package::lib::border::{border_index, border_outside};
import package::lib::finite::is_finite4;
import package::lib::load::load4_border;
import constants::{WX, WY};

struct Params {
  outside: f32,
  near: f32,
  ext_x: i32,
  ext_y: i32,
  ext_z: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn seen(at: Cell, x: i32, y: i32, z: i32, n: vec4i) -> vec4f {
  let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
  let v = load4_border(row, at.x4 * 4 + x, n.x, params.outside);
  return select(v, vec4f(params.outside), border_outside(y, n.y) || border_outside(z, n.z));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let given = load4_src(row_src(at.y, at.z, at.b), at.x4);
  let alive = is_finite4(given);
  let centre = limited(select(vec4f(0.0), given, alive));
  let decay = load4_decay(row_decay(at.y, at.z, at.b), at.x4);
  let a2 = 1.3862943611198906 * decay;
  var weight = vec4f(0.0);
  var mean = vec4f(0.0);
  var change = vec4f(0.0);
  var decayed = vec4f(0.0);
  for (var round = 0; round < 2; round++) {
    for (var k = -params.ext_z; k <= params.ext_z; k++) {
      for (var j = -params.ext_y; j <= params.ext_y; j++) {
        for (var i = -params.ext_x; i <= params.ext_x; i++) {
          let v = seen(at, i, at.y + j, at.z + k, n);
          let d = limited(select(centre, v, is_finite4(v))) - centre;
          let w = select(vec4f(0.0), weight_of(d, decay, params.near * f32(i * i + j * j + k * k)), is_finite4(v));
          if (round == 0) {
            weight += w;
            mean += select(w * d, vec4f(0.0), w == vec4f(0.0));
          } else {
            // a difference without a weight may be too great to be multiplied
            let near = select(d, vec4f(0.0), w == vec4f(0.0));
            change += w * (1.0 + a2 * near * (mean - near));
            decayed += w * near * near * (mean - near);
          }
        }
      }
    }
    if (round == 0) { mean = mean / weight; }
  }
  let none = vec4f(0.0);
  store4_rest(row_rest(at.y, at.z, at.b), at.x4, select(none, 1.0 / weight, alive));
  store4_mean(row_mean(at.y, at.z, at.b), at.x4, select(none, mean, alive));
  store4_own(row_own(at.y, at.z, at.b), at.x4, select(vec4f(1.0), 1.0 - change / weight, alive));
  store4_decayed(row_decayed(at.y, at.z, at.b), at.x4, select(none, 0.6931471805599453 * decayed / weight, alive));
}
