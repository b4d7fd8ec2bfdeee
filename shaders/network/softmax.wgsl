// Of every line along the kernel's y, or along x (IS_X): with m the greatest number and s = sum of e^(v - m), FORM 0 stores the shares e^(v - m) / s, 1 their
// logarithms v - m - log s, 2 the one number m + log s (Bridle 1990). Of -infinities alone m is taken as 0, so that FORM 2 gives -infinity.
// Four lines an invocation, or one along x, whose lanes are joined in the end; read three times (FORM 2 twice), mostly from cache. The sums go along
// the line, so lines are short (src/ops/network/exponentials.ts).
// lavapipe 26.1, f32, beside reductions: 16 channels of 4 x 256² 13.1 ms (21.7), 4096 rows of 512 6.1 ms (10.2).
import package::access::{cell, Cell, row_src, load4_src, size_src, row_dst, store4_dst};
import package::lib::finite::{is_finite4, max_nan4};
import package::lib::math::{exp4, log4};
import package::lib::sealed::nothing;
import constants::{WX, WY, IS_X, FORM};

const SHARES = 0;
const LOGARITHMS = 1;

fn item(at: Cell, k: i32) -> vec4f {
  if (IS_X) { return load4_src(row_src(at.y, at.z, at.b), k); }
  return load4_src(row_src(k, at.z, at.b), at.x4);
}

// The lanes that are part of a line: pad lanes hold anything.
fn inside(k: i32, n: i32) -> vec4<bool> {
  return vec4<bool>(!IS_X) | (vec4i(4 * k) + vec4i(0, 1, 2, 3) < vec4i(n));
}

fn put(at: Cell, k: i32, v: vec4f) {
  if (IS_X) {
    store4_dst(row_dst(at.y, at.z, at.b), k, v);
  } else {
    store4_dst(row_dst(k, at.z, at.b), at.x4, v);
  }
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
  if (FORM == SHARES) {
    for (var k = 0; k < items; k++) { put(at, k, exp4(item(at, k) - top) / total); }
  } else if (FORM == LOGARITHMS) {
    let log_total = log4(total);
    for (var k = 0; k < items; k++) { put(at, k, (item(at, k) - top) - log_total); }
  } else {
    put(at, 0, top + log4(total));
  }
}
