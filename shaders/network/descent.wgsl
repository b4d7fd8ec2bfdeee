// A step of gradient descent with momentum for one parameter: v = momentum v + g, p = p - rate v (Polyak 1964, Some methods of speeding up the
// convergence of iteration methods), or p - rate (g + momentum v) where it IS_NESTEROV (Sutskever et al. 2013, On the importance of initialization and momentum in deep
// learning). Decay is part of g. Cost: three loads and two stores a number, in place.
import package::access::{cell, row_p, load4_p, row_g, load4_g, row_v, load4_v, row_numbers, load_numbers, row_next, store4_next, row_next_v, store4_next_v};
import constants::{WX, WY, TILE, IS_NESTEROV};

struct Params {
  momentum: f32,
  decay: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rate = load_numbers(row_numbers(0, 0, 0), 0);
  for (var y = at.y; y < min(at.y + TILE, at.y_end); y++) {
    let p = load4_p(row_p(y, at.z, at.b), at.x4);
    let g = load4_g(row_g(y, at.z, at.b), at.x4) + params.decay * p;
    let v = params.momentum * load4_v(row_v(y, at.z, at.b), at.x4) + g;
    store4_next(row_next(y, at.z, at.b), at.x4, p - rate * select(v, g + params.momentum * v, IS_NESTEROV));
    store4_next_v(row_next_v(y, at.z, at.b), at.x4, v);
  }
}
