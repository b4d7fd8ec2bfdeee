// What the eigenvalues of the Hessian, times scale, say of ridges: scikit-image 0.19's frangi, sato and meijering at one scale.
// MEASURE 0, frangi: |l1| <= |l2| <= |l3|, (1 - exp(-(l2/l3)² / alpha)) exp(-(l1/s)² / beta) (1 - exp(-Σ l² / gamma)) with
// s = √|l2 l3|, in 2-D |l2| and without the first factor; 0 where the greatest of l2, l3 is positive. 1, sato: descending, √|l1 l2|, in 2-D
// |l1|, where l1 > 0. 2, meijering: of (1 - alpha) l + alpha Σ l the one of greatest magnitude, the negative one of two.
// Four voxels along x an invocation. Loads: 13 groups in 2-D, 27 in 3-D, mostly from cache; one store.
import package::access::{cell, size_src, row_dst, store4_dst};
import package::lib::eigenvalues::{Eigenvalues, eigenvalues2, eigenvalues3};
import package::lib::hessian::second;
import package::lib::math::{exp4, nan_where};
import package::lib::finite::is_nan4;
import package::lib::sealed::sealed4;
import constants::{WX, WY, MEASURE, AXES, FIRST, SECOND, THIRD};

struct Params {
  scale: f32,
  alpha: f32,
  beta: f32,
  gamma: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

// 1 - exp(-t) for t >= 0, to the last digits also for small t.
fn risen(t: vec4f) -> vec4f {
  let series = t * (1.0 - t / 2.0 * (1.0 - t / 3.0 * (1.0 - t / 4.0 * (1.0 - t / 5.0 * (1.0 - t / 6.0 * (1.0 - t / 7.0))))));
  return select(1.0 - exp4(-t), series, t < vec4f(0.3));
}

fn quotient(a: vec4f, b: vec4f) -> vec4f {
  return a / select(b, vec4f(1e-10), b == vec4f(0.0));
}

fn larger(a: vec4f, b: vec4f) -> vec4f { return select(b, a, abs(a) > abs(b)); }

fn frangi(l: Eigenvalues) -> vec4f {
  if (AXES == 2) {
    let swap = abs(l.first) > abs(l.second);
    let small = select(l.first, l.second, swap);
    let great = select(l.second, l.first, swap);
    let blob = quotient(small, abs(great));
    let structure = small * small + great * great;
    return select(exp4(-(blob * blob) / params.beta) * risen(structure / params.gamma), vec4f(0.0), great > vec4f(0.0));
  }
  // the least in magnitude is never farther out than the other two: a sorting network
  let s0 = abs(l.first) > abs(l.second);
  let a = select(l.first, l.second, s0);
  let b = select(l.second, l.first, s0);
  let s1 = abs(b) > abs(l.third);
  let c = select(b, l.third, s1);
  let great = select(l.third, b, s1);
  let s2 = abs(a) > abs(c);
  let small = select(a, c, s2);
  let middle = select(c, a, s2);
  let plate = quotient(middle, great);
  let blob = quotient(small, sqrt(abs(middle)) * sqrt(abs(great)));
  let structure = small * small + middle * middle + great * great;
  let value = risen(plate * plate / params.alpha) * exp4(-(blob * blob) / params.beta) * risen(structure / params.gamma);
  return select(value, vec4f(0.0), max(middle, great) > vec4f(0.0));
}

fn sato(l: Eigenvalues) -> vec4f {
  let value = select(sqrt(abs(l.first)) * sqrt(abs(l.second)), abs(l.first), AXES == 2);
  return select(vec4f(0.0), value, l.first > vec4f(0.0));
}

fn meijering(l: Eigenvalues) -> vec4f {
  let others = params.alpha * (l.first + l.second + l.third);
  let own = 1.0 - params.alpha;
  let ends = larger(own * l.first + others, own * l.second + others);
  if (AXES == 2) { return ends; }
  return larger(ends, own * l.third + others);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let m0 = sealed4(params.scale * second(at, FIRST, FIRST, n), n.x);
  let m1 = sealed4(params.scale * second(at, FIRST, SECOND, n), n.x);
  let m2 = sealed4(params.scale * second(at, SECOND, SECOND, n), n.x);
  var l: Eigenvalues;
  if (AXES == 2) {
    l = eigenvalues2(m0, m1, m2);
  } else {
    let m3 = sealed4(params.scale * second(at, FIRST, THIRD, n), n.x);
    let m4 = sealed4(params.scale * second(at, SECOND, THIRD, n), n.x);
    let m5 = sealed4(params.scale * second(at, THIRD, THIRD, n), n.x);
    l = eigenvalues3(m0, m1, m3, m2, m4, m5);
  }
  var value = meijering(l);
  if (MEASURE == 0) { value = frangi(l); }
  if (MEASURE == 1) { value = sato(l); }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, nan_where(value, is_nan4(l.first)));
}
