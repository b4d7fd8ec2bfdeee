// dst(c) = the c-th greatest eigenvalue of the symmetric matrix whose ROWS (ROWS + 1) / 2 elements lie along c, row by row of its upper
// half: shaders/lib/eigenvalues. Four voxels along x and all eigenvalues an invocation, c as the kernel's y. Bytes: every
// element once, every eigenvalue once.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst};
import package::lib::eigenvalues::{Eigenvalues, eigenvalues2, eigenvalues3};
import constants::{WX, WY, ROWS};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let m0 = load4_src(row_src(0, at.z, at.b), at.x4);
  let m1 = load4_src(row_src(1, at.z, at.b), at.x4);
  let m2 = load4_src(row_src(2, at.z, at.b), at.x4);
  var found: Eigenvalues;
  if (ROWS == 2) {
    found = eigenvalues2(m0, m1, m2);
  } else {
    let m3 = load4_src(row_src(3, at.z, at.b), at.x4);
    let m4 = load4_src(row_src(4, at.z, at.b), at.x4);
    let m5 = load4_src(row_src(5, at.z, at.b), at.x4);
    found = eigenvalues3(m0, m1, m2, m3, m4, m5);
  }
  // a window may hold some of them only
  if (at.y <= 0) { store4_dst(row_dst(0, at.z, at.b), at.x4, found.first); }
  if (at.y <= 1 && at.y_end > 1) { store4_dst(row_dst(1, at.z, at.b), at.x4, found.second); }
  if (ROWS == 3 && at.y_end > 2) { store4_dst(row_dst(2, at.z, at.b), at.x4, found.third); }
}
