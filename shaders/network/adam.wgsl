// A step of Adam for one parameter (Kingma and Ba 2015, Adam: a method for stochastic optimization, algorithm 1):
//   m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g²,  p = p - rate · (m · first) / (√(v · second) + epsilon),
// first and second being what makes up for moments that began as 0. IS_DECOUPLED: decay shrinks p itself (Loshchilov and Hutter 2019, Decoupled weight decay
// regularization, algorithm 2); else it is part of g. Cost: five loads and three stores a number, in place.
import package::access::{cell, row_p, load4_p, row_g, load4_g, row_m, load4_m, row_v, load4_v, row_numbers, load_numbers, row_next, store4_next, row_next_m, store4_next_m, row_next_v, store4_next_v};
import constants::{WX, WY, TILE, IS_DECOUPLED};

struct Params {
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  decay: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let rate = load_numbers(row_numbers(0, 0, 0), 0);
  let first = load_numbers(row_numbers(0, 0, 1), 0);
  let second = load_numbers(row_numbers(0, 0, 2), 0);
  for (var y = at.y; y < min(at.y + TILE, at.y_end); y++) {
    var p = load4_p(row_p(y, at.z, at.b), at.x4);
    var g = load4_g(row_g(y, at.z, at.b), at.x4);
    if (IS_DECOUPLED) { p -= rate * params.decay * p; } else { g += params.decay * p; }
    let m = params.beta1 * load4_m(row_m(y, at.z, at.b), at.x4) + (1.0 - params.beta1) * g;
    let v = params.beta2 * load4_v(row_v(y, at.z, at.b), at.x4) + (1.0 - params.beta2) * g * g;
    store4_next(row_next(y, at.z, at.b), at.x4, p - rate * (m * first) / (sqrt(v * second) + params.epsilon));
    store4_next_m(row_next_m(y, at.z, at.b), at.x4, m);
    store4_next_v(row_next_v(y, at.z, at.b), at.x4, v);
  }
}
