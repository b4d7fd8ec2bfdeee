// dst(c) = offset(c) + Σ_k matrix(c, k) src(k) over the channels k, which ascend; a weight of 0 is not read. The table holds the rows of
// the matrix, each with its offset last. Four voxels along x and TILE channels an invocation, c as the kernel's y. Bytes: each channel
// once for every TILE that are made, each result once.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst, table_matrix};
import package::lib::sealed::sealed4;
import constants::{WX, WY, TILE};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().y;
  var sums: array<vec4f, TILE>;
  for (var j = 0; j < TILE; j++) { sums[j] = vec4f(table_matrix(min(at.y + j, at.y_end - 1) * (n + 1) + n)); }
  for (var k = 0; k < n; k++) {
    let v = load4_src(row_src(k, at.z, at.b), at.x4);
    for (var j = 0; j < TILE; j++) {
      let weight = table_matrix(min(at.y + j, at.y_end - 1) * (n + 1) + k);
      sums[j] = sealed4(sums[j] + select(weight * v, vec4f(0.0), weight == 0.0), n);
    }
  }
  for (var j = 0; j < TILE; j++) {
    if (at.y + j < at.y_end) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, sums[j]); }
  }
}
