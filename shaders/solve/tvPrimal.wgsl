// The primal step of total variation, tau one voxel (IS_BOX: the first of a row, then low and high), div minus the adjoint of forward differences times `slope`.
//   ½|u - f|² + weight TV(u) (Chambolle and Pock 2011, algorithm 2):
//     v = (u + tau (div p + f)) / (1 + tau), bar = v + theta (v - u), theta = 1 / sqrt(1 + 2 convexity tau)
//   IS_BOX, where f is the adjoint of what is dual to the data (algorithm 1, theta = 1):
//     v = u + tau (div p - f), but at least `low` and at most `high`, bar = v + (v - u)
//   IS_POISSON, Σ u - f log u + weight TV(u) (algorithm 1):
//     v = (w + sqrt(w² + 4 tau f)) / 2 with w = u + tau (div p - 1), bar = v + (v - u)
//   next = u + rho (v - u): rho is the over-relaxation (Condat 2013), 1 for none.
// Four voxels along x times 4 rows an invocation. Bytes, in d dimensions: d + 2 loads (and rows before from cache) and two stores a voxel.
import package::access::{cell, row_u, load4_u, row_f, load4_f, row_tau, load4_tau, row_next, store4_next, row_bar, store4_bar};
import package::access::{row_px, load4_px, load_px, row_py, load4_py, row_pz, load4_pz};
import package::lib::proximal::prox_counts;
import constants::{WX, WY, HAS_X, HAS_Y, HAS_Z, IS_BOX, IS_POISSON};

const TILE = 4;

struct Params {
  slope: vec3f,
  convexity: f32,
  rho: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let steps = load4_tau(row_tau(0, 0, 0), 0);
  let tau = steps.x;
  let theta = inverseSqrt(1.0 + 2.0 * params.convexity * tau);
  let x = at.x4 * 4;
  @if(HAS_Y) var above = vec4f();
  @if(HAS_Y) if (at.y > 0) { above = load4_py(row_py(at.y - 1, at.z, at.b), at.x4); }
  for (var j = 0; j < TILE; j++) {
    let y = at.y + j;
    if (y < at.y_end) {
      let f = load4_f(row_f(y, at.z, at.b), at.x4);
      var sum = f;
      if (IS_BOX) { sum = -f; }
      if (IS_POISSON) { sum = vec4f(-1.0); }
      @if(HAS_X) let px = load4_px(row_px(y, at.z, at.b), at.x4);
      @if(HAS_X) let left = select(load_px(row_px(y, at.z, at.b), max(x - 1, 0)), 0.0, x == 0);
      @if(HAS_X) sum += params.slope.x * (px - vec4f(left, px.xyz));
      @if(HAS_Y) let py = load4_py(row_py(y, at.z, at.b), at.x4);
      @if(HAS_Y) sum += params.slope.y * (py - above);
      @if(HAS_Y) above = py;
      @if(HAS_Z) var front = vec4f();
      @if(HAS_Z) if (at.z > 0) { front = load4_pz(row_pz(y, at.z - 1, at.b), at.x4); }
      @if(HAS_Z) sum += params.slope.z * (load4_pz(row_pz(y, at.z, at.b), at.x4) - front);
      let u = load4_u(row_u(y, at.z, at.b), at.x4);
      var next = u + tau * sum;
      if (IS_BOX) {
        next = clamp(next, steps.yyyy, steps.zzzz);
      } else if (IS_POISSON) {
        next = prox_counts(next, tau * f);
      } else {
        next /= 1.0 + tau;
      }
      store4_next(row_next(y, at.z, at.b), at.x4, params.rho * next + (1.0 - params.rho) * u);
      store4_bar(row_bar(y, at.z, at.b), at.x4, next + theta * (next - u));
    }
  }
}
