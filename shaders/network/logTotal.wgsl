// Of every line along the kernel's y, or along x (IS_X), the greatest number m and the logarithm of s = sum of e^(v - m): v - m - log s are the logarithms of shares that
// shaders/network/softmax.wgsl stores, here for whoever reads v anyway. Of -infinities alone m is 0. Four lines an invocation, or one along x, whose lanes are joined in the end; read
// twice, mostly from cache, in the order of that file.
import package::access::{cell, Cell, row_src, load4_src, size_src, row_top, store4_top, row_rest, store4_rest};
import package::lib::finite::{is_finite4, max_nan4};
import package::lib::math::{exp4, log4};
import package::lib::sealed::nothing;
import constants::{WX, WY, IS_X};

fn item(at: Cell, k: i32) -> vec4f {
  if (IS_X) { return load4_src(row_src(at.y, at.z, at.b), k); }
  return load4_src(row_src(k, at.z, at.b), at.x4);
}

// The lanes that are part of a line: pad lanes hold anything.
fn inside(k: i32, n: i32) -> vec4<bool> {
  return vec4<bool>(!IS_X) | (vec4i(4 * k) + vec4i(0, 1, 2, 3) < vec4i(n));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = select(size_src().y, size_src().x, IS_X);
  let items = select(n, (n + 3) / 4, IS_X);
  var top = item(at, 0);
  if (IS_X) { top = top.xxxx; }
  for (var k = 0; k < items; k++) { top = select(top, max_nan4(top, item(at, k)), inside(k, n)); }
  if (IS_X) {
    top = max_nan4(top, top.yxwz);
    top = max_nan4(top, top.zwxy);
  }
  top = select(max_nan4(top, vec4f(nothing(n))), top, is_finite4(top));
  var total = vec4f(nothing(n));
  for (var k = 0; k < items; k++) { total += select(vec4f(0.0), exp4(item(at, k) - top), inside(k, n)); }
  if (IS_X) {
    total = total + total.yxwz;
    total = total + total.zwxy;
  }
  let along = select(at.y, 0, !IS_X);
  let x4 = select(at.x4, 0, IS_X);
  store4_top(row_top(along, at.z, at.b), x4, top);
  store4_rest(row_rest(along, at.z, at.b), x4, log4(total));
}
