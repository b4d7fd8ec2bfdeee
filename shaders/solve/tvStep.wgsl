// A whole iteration of total variation of an image in one pass: tvPrimal.wgsl's step to `next`, its extrapolation `bar`, and then tvDual.wgsl's from `bar`, which is never stored.
//   next = argmin over v of |v - (u + tau div p)|² / (2 tau) + ½|v - f|²   (IS_POISSON: v - f log v)
//   q = P((p + sigma D bar) / (1 + sigma huber / weight)),   bar = next + theta (next - u),   sigma = 1 / (bound max(theta tau, least))
// The dual step asks for `bar` one voxel to the right and one row below: both are made again from u, f and p there. Four voxels along x times TILE rows an invocation.
// Bytes: four volumes in and three out, seven where the two passes move eleven; by 4 rows 1.6 loads of each volume, most of them from cache.
// lavapipe 26.1, 1024² f32, processor time an iteration: 5.0 to 5.6 ms by 4 rows, all loaded first, 6.5 by 2, 7 by 8 (their rows no longer fit the registers); a row after the other
// 6.0, 7.2, 6.5 by 4, 8, 16; the two passes 5.5 to 6.1.
import package::access::{cell, size_u, row_u, load4_u, load_u, row_f, load4_f, load_f, row_next, store4_next};
import package::access::{row_px, load4_px, load_px, row_qx, store4_qx, row_py, load4_py, load_py, row_qy, store4_qy};
import package::access::{row_tau, load_tau};
import package::lib::proximal::{shortening, prox_counts};
import constants::{WX, WY, IS_ISOTROPIC, IS_POISSON};

const TILE = 4;

struct Params {
  slope: vec3f,
  weight: f32,
  huber: f32,
  convexity: f32,
  bound: f32,
  least: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn primal(u: vec4f, f: vec4f, divergence: vec4f, tau: f32) -> vec4f {
  if (IS_POISSON) { return prox_counts(u + tau * (divergence - 1.0), tau * f); }
  return (u + tau * (divergence + f)) * (1.0 / (1.0 + tau));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_u();
  let tau = load_tau(row_tau(0, 0, 0), 0);
  let theta = inverseSqrt(1.0 + 2.0 * params.convexity * tau);
  let sigma = 1.0 / (params.bound * max(theta * tau, params.least));
  // exactly 1 for a huber of 0
  let shrink = 1.0 / (1.0 + sigma * params.huber / params.weight);
  let step = sigma * params.slope;
  let most = vec4f(params.weight);
  let x = at.x4 * 4;
  let after = min(x + 4, n.x - 1);
  // the last voxel of the row, and what pads it, have no neighbour
  let ends = vec4i(x, x + 1, x + 2, x + 3) >= vec4i(n.x - 1);
  var px = array<vec4f, TILE + 1>();
  var py = array<vec4f, TILE + 1>();
  var u = array<vec4f, TILE + 1>();
  var f = array<vec4f, TILE + 1>();
  // of the voxel to the left: px; of that to the right: u, f, px and py
  var left = array<f32, TILE + 1>();
  var right = array<vec4f, TILE + 1>();
  for (var j = 0; j < TILE + 1; j++) {
    let y = min(at.y + j, n.y - 1);
    let row_of_u = row_u(y, at.z, at.b);
    let row_of_f = row_f(y, at.z, at.b);
    let row_of_px = row_px(y, at.z, at.b);
    let row_of_py = row_py(y, at.z, at.b);
    u[j] = load4_u(row_of_u, at.x4);
    f[j] = load4_f(row_of_f, at.x4);
    px[j] = load4_px(row_of_px, at.x4);
    py[j] = load4_py(row_of_py, at.x4);
    left[j] = load_px(row_of_px, max(x - 1, 0));
    right[j] = vec4f(load_u(row_of_u, after), load_f(row_of_f, after), load_px(row_of_px, after), load_py(row_of_py, after));
  }
  var above = vec4f();
  var above_right = 0.0;
  if (at.y > 0) {
    let row = row_py(at.y - 1, at.z, at.b);
    above = load4_py(row, at.x4);
    above_right = load_py(row, after);
  }
  // bar of the row before, of the four voxels and of the next
  var last = vec4f();
  var last_right = 0.0;
  for (var j = 0; j < TILE + 1; j++) {
    let y = at.y + j;
    let beside = select(left[j], 0.0, x == 0);
    let next = primal(u[j], f[j], params.slope.x * (px[j] - vec4f(beside, px[j].xyz)) + params.slope.y * (py[j] - above), tau);
    let r = right[j];
    let next_right = primal(vec4f(r.x), vec4f(r.y), vec4f(params.slope.x * (r.z - px[j].w) + params.slope.y * (r.w - above_right)), tau).x;
    let bar = select(next + theta * (next - u[j]), last, y >= n.y);
    if (y < at.y_end) { store4_next(row_next(y, at.z, at.b), at.x4, next); }
    if (j > 0 && y <= at.y_end) {
      let step_x = select(vec4f(last.yzw, last_right), last, ends) - last;
      var qx = (px[max(j - 1, 0)] + step.x * step_x) * shrink;
      var qy = (py[max(j - 1, 0)] + step.y * (bar - last)) * shrink;
      if (IS_ISOTROPIC) {
        let factor = shortening(qx * qx + qy * qy, params.weight);
        qx *= factor;
        qy *= factor;
      } else {
        qx = clamp(qx, -most, most);
        qy = clamp(qy, -most, most);
      }
      store4_qx(row_qx(y - 1, at.z, at.b), at.x4, qx);
      store4_qy(row_qy(y - 1, at.z, at.b), at.x4, qy);
    }
    last = bar;
    last_right = next_right + theta * (next_right - r.x);
    above = py[j];
    above_right = r.w;
  }
}
