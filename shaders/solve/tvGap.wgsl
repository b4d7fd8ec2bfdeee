// What 16 voxels along x of 8 rows add to a duality gap and to its objective: the primal objective less the dual one, arranged so that each
// voxel adds at least 0 and nothing cancels. D are forward differences times `slope`, t = |D u| (of each component, where not isotropic), h = `huber`, c = D u / max(t, h):
//   variation = weight (max(t - h, 0) + h/2 |c|²), which is weight t where h is 0, and weight t²/(2h) where t is below h
//   its part of the gap, variation + h/(2 weight) |p|² - ⟨D u, p⟩ = slack = (1 - h / max(t, h)) (weight t - ⟨D u, p⟩) + h/(2 weight) |weight c - p|²
//   ½|u - f|² + variation:     gap = ½ |u - f - div p|² + slack
//   IS_BOX, the part of the variation, where f is A*q and w = A*q - div p, of what is next to u in the box low <= u <= high, and next to p of at most `weight` (over-relaxed ones
//   lie somewhat outside):
//                              gap = slack + max((u - low) w, (u - high) w), objective = variation
//   IS_POISSON, Σ u - f log u + variation, where w = 1 - div p and v = f / w, at most `high` (no minimiser is above the largest f, and so the dual is finite):
//                              gap = slack + (w - f/v) (u - v) + f (d - log(1 + d)), d = (u - v) / v,
//                              objective = u - f + f log(f / u) + variation; a negative f is a NaN
// Bytes, in d dimensions: d + 2 loads a voxel (and rows beside from cache) and next to no store.
import package::access::{cell, row_u, load4_u, size_u, row_f, load4_f, row_gap, store4_gap, row_objective, store4_objective};
import package::access::{row_px, load4_px, row_py, load4_py, row_pz, load4_pz};
import package::access::{row_high, load_high};
import package::access::{row_steps, load4_steps};
import package::lib::excess::excess4;
import package::lib::math::nan_where;
import constants::{WX, WY, HAS_X, HAS_Y, HAS_Z, IS_ISOTROPIC, IS_BOX, IS_POISSON};

const ROWS = 8;

struct Params {
  slope: vec3f,
  weight: f32,
  huber: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn u4(y: i32, z: i32, b: i32, x4: i32, low: vec4f, high: vec4f) -> vec4f {
  let u = load4_u(row_u(y, z, b), x4);
  if (IS_BOX) { return clamp(u, low, high); }
  return u;
}

// What p is multiplied by to be at most `weight` long.
fn shortened(y: i32, z: i32, b: i32, x4: i32) -> vec4f {
  if (!IS_BOX || !IS_ISOTROPIC) { return vec4f(1.0); }
  var square = vec4f();
  @if(HAS_X) let px = load4_px(row_px(y, z, b), x4);
  @if(HAS_X) square += px * px;
  @if(HAS_Y) let py = load4_py(row_py(y, z, b), x4);
  @if(HAS_Y) square += py * py;
  @if(HAS_Z) let pz = load4_pz(row_pz(y, z, b), x4);
  @if(HAS_Z) square += pz * pz;
  return params.weight / max(vec4f(params.weight), sqrt(square));
}

fn limited(p: vec4f, factor: vec4f) -> vec4f {
  if (!IS_BOX) { return p; }
  if (IS_ISOTROPIC) { return factor * p; }
  return clamp(p, vec4f(-params.weight), vec4f(params.weight));
}

fn at_least_huber(t: vec4f) -> vec4f {
  return max(max(t, vec4f(params.huber)), vec4f(1e-30));
}

fn rise(t: vec4f) -> vec4f {
  let c = t / at_least_huber(t);
  return params.weight * (max(t - params.huber, vec4f()) + 0.5 * params.huber * c * c);
}

fn steep(t: vec4f, product: vec4f) -> vec4f {
  return max(t - params.huber, vec4f()) / at_least_huber(t) * (params.weight * t - product);
}

fn bent(d: vec4f, p: vec4f, t: vec4f) -> vec4f {
  let off = params.weight * d / at_least_huber(t) - p;
  return 0.5 * params.huber / params.weight * off * off;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_u();
  var low = vec4f();
  var high = vec4f();
  @if(IS_BOX) {
    // tau, low, high
    let steps = load4_steps(row_steps(0, 0, 0), 0);
    low = steps.yyyy;
    high = steps.zzzz;
  }
  var gap = vec4f();
  var objective = vec4f();
  for (var j = 0; j < ROWS; j++) {
    let y = at.y * ROWS + j;
    if (y < n.y) {
      for (var k = 0; k < 4; k++) {
        let x4 = at.x4 * 4 + k;
        let x = x4 * 4;
        if (x < n.x) {
          let u = u4(y, at.z, at.b, x4, low, high);
          let factor = shortened(y, at.z, at.b, x4);
          let f = load4_f(row_f(y, at.z, at.b), x4);
          var divergence = vec4f();
          var square = vec4f();
          var product = vec4f();
          var slack = vec4f();
          var variation = vec4f();
          @if(HAS_X) let right = select(u4(y, at.z, at.b, min(x4 + 1, (n.x - 1) / 4), low, high).x, u.w, x + 4 >= n.x);
          @if(HAS_X) let next = select(vec4f(u.yzw, right), u, vec4i(x, x + 1, x + 2, x + 3) >= vec4i(n.x - 1));
          @if(HAS_X) let px = limited(load4_px(row_px(y, at.z, at.b), x4), factor);
          @if(HAS_X) let before = max(x4 - 1, 0);
          @if(HAS_X) let left = select(limited(load4_px(row_px(y, at.z, at.b), before), shortened(y, at.z, at.b, before)).w, 0.0, x == 0);
          @if(HAS_X) divergence += params.slope.x * (px - vec4f(left, px.xyz));
          @if(HAS_X) let dx = params.slope.x * (next - u);
          @if(HAS_X) square += dx * dx;
          @if(HAS_X) product += px * dx;
          @if(HAS_Y) let below = u4(min(y + 1, n.y - 1), at.z, at.b, x4, low, high);
          @if(HAS_Y) let py = limited(load4_py(row_py(y, at.z, at.b), x4), factor);
          @if(HAS_Y) let up = max(y - 1, 0);
          @if(HAS_Y) let above = select(limited(load4_py(row_py(up, at.z, at.b), x4), shortened(up, at.z, at.b, x4)), vec4f(), y == 0);
          @if(HAS_Y) divergence += params.slope.y * (py - above);
          @if(HAS_Y) let dy = params.slope.y * (below - u);
          @if(HAS_Y) square += dy * dy;
          @if(HAS_Y) product += py * dy;
          @if(HAS_Z) let behind = u4(y, min(at.z + 1, n.z - 1), at.b, x4, low, high);
          @if(HAS_Z) let pz = limited(load4_pz(row_pz(y, at.z, at.b), x4), factor);
          @if(HAS_Z) let ahead = max(at.z - 1, 0);
          @if(HAS_Z) let front = select(limited(load4_pz(row_pz(y, ahead, at.b), x4), shortened(y, ahead, at.b, x4)), vec4f(), at.z == 0);
          @if(HAS_Z) divergence += params.slope.z * (pz - front);
          @if(HAS_Z) let dz = params.slope.z * (behind - u);
          @if(HAS_Z) square += dz * dz;
          @if(HAS_Z) product += pz * dz;
          @if(IS_ISOTROPIC) let t = sqrt(square);
          @if(IS_ISOTROPIC) slack = steep(t, product);
          @if(IS_ISOTROPIC) variation = rise(t);
          @if(IS_ISOTROPIC && HAS_X) slack += bent(dx, px, t);
          @if(IS_ISOTROPIC && HAS_Y) slack += bent(dy, py, t);
          @if(IS_ISOTROPIC && HAS_Z) slack += bent(dz, pz, t);
          @if(!IS_ISOTROPIC && HAS_X) slack += steep(abs(dx), px * dx) + bent(dx, px, abs(dx));
          @if(!IS_ISOTROPIC && HAS_X) variation += rise(abs(dx));
          @if(!IS_ISOTROPIC && HAS_Y) slack += steep(abs(dy), py * dy) + bent(dy, py, abs(dy));
          @if(!IS_ISOTROPIC && HAS_Y) variation += rise(abs(dy));
          @if(!IS_ISOTROPIC && HAS_Z) slack += steep(abs(dz), pz * dz) + bent(dz, pz, abs(dz));
          @if(!IS_ISOTROPIC && HAS_Z) variation += rise(abs(dz));
          let apart = u - f;
          let off = apart - divergence;
          let w = f - divergence;
          var rest = select(0.5 * off * off, max((u - low) * w, (u - high) * w), vec4<bool>(IS_BOX));
          var fidelity = select(0.5 * apart * apart, vec4f(), vec4<bool>(IS_BOX));
          @if(IS_POISSON) {
            let most = vec4f(load_high(row_high(0, 0, 0), 0));
            let slope = 1.0 - divergence;
            let counted = f > vec4f(0.0);
            let inside = (slope > vec4f(0.0)) & (f < slope * most);
            let best = select(most, f / slope, inside);
            let kink = select(slope - f / best, vec4f(), inside);
            rest = select(slope * (u - best), kink * (u - best) + f * excess4((u - best) / best), counted);
            fidelity = nan_where(select(u, f * excess4(apart / f), counted), f < vec4f(0.0));
          }
          // what pads the row counts nothing
          let is_padding = vec4i(x, x + 1, x + 2, x + 3) >= vec4i(n.x);
          gap[k] += dot(select(rest + slack, vec4f(), is_padding), vec4f(1.0));
          objective[k] += dot(select(fidelity + variation, vec4f(), is_padding), vec4f(1.0));
        }
      }
    }
  }
  store4_gap(row_gap(at.y, at.z, at.b), at.x4, gap);
  store4_objective(row_objective(at.y, at.z, at.b), at.x4, objective);
}
