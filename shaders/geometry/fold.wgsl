// The adjoint of a border: dst(j) = sum of src(p - start) over all positions p from start on that the border reads at j, 0 <= j < n.
//   reflect p = j and p = -1 - j, both modulo 2n    mirror p = j and p = -j modulo 2n - 2    wrap p = j modulo n
//   nearest p = j, at the ends everything beyond
// Along x where IS_X, else along the kernel's y. Four voxels along x an invocation. Bytes: one load and one store a voxel inside.
import package::access::{cell, row_src, load_src, size_src, row_dst, store4_dst, size_dst};
import constants::{WX, WY, BORDER, IS_X};

const REFLECT = 0;
const MIRROR = 1;
const NEAREST = 2;
const WRAP = 4;

struct Params {
  start: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn at_least(p: i32, least: i32, period: i32) -> i32 {
  let r = (p - least) % period;
  return least + select(r, r + period, r < 0);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = select(size_dst().y, size_dst().x, IS_X);
  let length = select(size_src().y, size_src().x, IS_X);
  let begin = params.start;
  let end = begin + length;
  var sums = vec4f();
  for (var c = 0; c < 4; c++) {
    let x = at.x4 * 4 + c;
    let j = select(at.y, min(x, n - 1), IS_X);
    var second = end;
    var period = length + abs(begin) + n;
    if (BORDER == REFLECT) {
      period = 2 * n;
      second = 2 * n - 1 - j;
    } else if (BORDER == MIRROR) {
      period = max(1, 2 * n - 2);
      second = select(end, -j, j > 0 && j < n - 1);
    } else if (BORDER == WRAP) {
      period = n;
    }
    var p = at_least(j, begin, period);
    var last = end - 1;
    if (BORDER == NEAREST) {
      // everything up to the first voxel, and from the last one on
      if (j == 0 || j == n - 1) { period = 1; }
      if (j == n - 1) { p = max(begin, j); }
      if (j == 0) { p = begin; }
      if (j == 0 && n > 1) { last = min(last, 0); }
    }
    var sum = 0.0;
    while (p <= last) {
      let i = p - begin;
      sum += load_src(row_src(select(i, at.y, IS_X), at.z, at.b), select(x, i, IS_X));
      p += period;
    }
    if (BORDER == REFLECT || (BORDER == MIRROR && second < end)) {
      p = at_least(second, begin, period);
      while (p < end) {
        let i = p - begin;
        sum += load_src(row_src(select(i, at.y, IS_X), at.z, at.b), select(x, i, IS_X));
        p += period;
      }
    }
    sums[c] = sum;
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, sums);
}
