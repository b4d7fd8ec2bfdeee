// One pass of Zhang and Suen's thinning (1984): a voxel that is set goes where the table says so of its eight neighbours, a bit
// each, clockwise from that at the upper left. Entries: 1 goes in the first pass, 2 in the second, 3 in both (GOES is the bit).
// Outside nothing is set. Four voxels of a row an invocation; where none is set the neighbours are not looked at.
// All of skeletonize, lavapipe 26.1, 1024² of blobs: 0.15 s of CPU time; scikit-image takes 0.06 s.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_dst, store4_dst, Value_dst, table_goes};
import constants::{WX, WY, GOES};

struct Sides {
  before: vec4u,
  centre: vec4u,
  after: vec4u,
}

fn sides(y: i32, z: i32, b: i32, x4: i32, n: vec4i) -> Sides {
  if (y < 0 || y >= n.y) { return Sides(vec4u(0u), vec4u(0u), vec4u(0u)); }
  let row = row_src(y, z, b);
  // pad lanes hold anything
  let v = select(vec4u(0u), load4_src(row, x4), vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n.x));
  var left = 0u;
  var right = 0u;
  if (x4 > 0) { left = load_src(row, 4 * x4 - 1); }
  if (4 * x4 + 4 < n.x) { right = load_src(row, 4 * x4 + 4); }
  return Sides(vec4u(left, v.xyz), v, vec4u(v.yzw, right));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let here = sides(at.y, at.z, at.b, at.x4, n);
  var kept = here.centre;
  if (any(here.centre != vec4u(0u))) {
    let above = sides(at.y - 1, at.z, at.b, at.x4, n);
    let below = sides(at.y + 1, at.z, at.b, at.x4, n);
    let code = above.before + (above.centre << vec4u(1u)) + (above.after << vec4u(2u)) + (here.after << vec4u(3u))
      + (below.after << vec4u(4u)) + (below.centre << vec4u(5u)) + (below.before << vec4u(6u)) + (here.before << vec4u(7u));
    let entry = vec4u(table_goes(i32(code.x)), table_goes(i32(code.y)), table_goes(i32(code.z)), table_goes(i32(code.w)));
    kept = select(kept, vec4u(0u), (entry & vec4u(GOES)) != vec4u(0u));
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, Value_dst(kept));
}
