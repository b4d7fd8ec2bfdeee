// The dual step of total variation (Chambolle and Pock 2011, algorithms 1 and 2): q = p + rho (P((p + sigma D bar) / (1 + sigma huber / weight)) - p),
// rho the over-relaxation, D forward differences times `slope`, 0 at the last voxel of an axis, and P the projection of every voxel's vector (each component, where not isotropic) to at most `weight`.
// sigma is one voxel. Four voxels along x times 4 rows an invocation.
// Bytes, in d dimensions: d + 1 loads (and the next row of `bar` from cache) and d stores a voxel.
import package::access::{cell, row_bar, load4_bar, load_bar, size_bar, row_sigma, load_sigma};
import package::access::{row_px, load4_px, row_qx, store4_qx, row_py, load4_py, row_qy, store4_qy, row_pz, load4_pz, row_qz, store4_qz};
import package::lib::proximal::shortening;
import constants::{WX, WY, HAS_X, HAS_Y, HAS_Z, IS_ISOTROPIC};

const TILE = 4;

struct Params {
  slope: vec3f,
  weight: f32,
  huber: f32,
  rho: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_bar();
  let sigma = load_sigma(row_sigma(0, 0, 0), 0);
  // exactly 1 for a huber of 0
  let shrink = 1.0 / (1.0 + sigma * params.huber / params.weight);
  let step = sigma * params.slope;
  let x = at.x4 * 4;
  var here = load4_bar(row_bar(at.y, at.z, at.b), at.x4);
  for (var j = 0; j < TILE; j++) {
    let y = at.y + j;
    if (y < at.y_end) {
      var below = here;
      @if(HAS_Y) if (y + 1 < n.y) { below = load4_bar(row_bar(y + 1, at.z, at.b), at.x4); }
      var square = vec4f();
      @if(HAS_X) let right = select(load_bar(row_bar(y, at.z, at.b), min(x + 4, n.x - 1)), here.w, x + 4 >= n.x);
      @if(HAS_X) var next = vec4f(here.yzw, right);
      // the last voxel of the row, and what pads it, have no neighbour
      @if(HAS_X) next = select(next, here, vec4i(x, x + 1, x + 2, x + 3) >= vec4i(n.x - 1));
      @if(HAS_X) let px = load4_px(row_px(y, at.z, at.b), at.x4);
      @if(HAS_X) var qx = (px + step.x * (next - here)) * shrink;
      @if(HAS_X) square += qx * qx;
      @if(HAS_Y) let py = load4_py(row_py(y, at.z, at.b), at.x4);
      @if(HAS_Y) var qy = (py + step.y * (below - here)) * shrink;
      @if(HAS_Y) square += qy * qy;
      @if(HAS_Z) var behind = here;
      @if(HAS_Z) if (at.z + 1 < n.z) { behind = load4_bar(row_bar(y, at.z + 1, at.b), at.x4); }
      @if(HAS_Z) let pz = load4_pz(row_pz(y, at.z, at.b), at.x4);
      @if(HAS_Z) var qz = (pz + step.z * (behind - here)) * shrink;
      @if(HAS_Z) square += qz * qz;
      let most = vec4f(params.weight);
      if (IS_ISOTROPIC) {
        let factor = shortening(square, params.weight);
        @if(HAS_X) qx *= factor;
        @if(HAS_Y) qy *= factor;
        @if(HAS_Z) qz *= factor;
      } else {
        @if(HAS_X) qx = clamp(qx, -most, most);
        @if(HAS_Y) qy = clamp(qy, -most, most);
        @if(HAS_Z) qz = clamp(qz, -most, most);
      }
      @if(HAS_X) store4_qx(row_qx(y, at.z, at.b), at.x4, params.rho * qx + (1.0 - params.rho) * px);
      @if(HAS_Y) store4_qy(row_qy(y, at.z, at.b), at.x4, params.rho * qy + (1.0 - params.rho) * py);
      @if(HAS_Z) store4_qz(row_qz(y, at.z, at.b), at.x4, params.rho * qz + (1.0 - params.rho) * pz);
      here = below;
    }
  }
}
