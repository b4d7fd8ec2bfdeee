// The gradient of shaders/features/eigenvalues: dst = the upper half of Σ over k of given(k) v vᵀ, v the eigenvector of the k-th greatest eigenvalue, elements beside the diagonal
// twice (they stand for two). Of equal eigenvalues the eigenvectors are any. Two rows: λ = mean ± root in closed form, three: Jacobi's rotations. The matrix is brought
// to a magnitude near 1 first, which changes nothing. NaN where an element is not finite.
// Four voxels along x and all elements an invocation, c as the kernel's y. Bytes: every element and eigenvalue once in, every element once out.
import package::access::{cell, row_src, load4_src, row_given, load4_given, row_dst, store4_dst};
import package::lib::eigenvalues::magnitude_of;
import package::lib::finite::is_finite4;
import package::lib::jacobi::eigen_of;
import package::lib::math::nan_where;
import constants::{WX, WY, ROWS};

const COUNT = ROWS * (ROWS + 1) / 2;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var m = array<vec4f, 6>();
  var greatest = vec4f(0.0);
  var finite = vec4<bool>(true);
  for (var k = 0; k < COUNT; k++) {
    m[k] = load4_src(row_src(k, at.z, at.b), at.x4);
    greatest = max(greatest, abs(m[k]));
    finite = finite & is_finite4(m[k]);
  }
  let scale = magnitude_of(greatest);
  for (var k = 0; k < COUNT; k++) { m[k] = select(vec4f(0.0), m[k] / scale, finite); }
  var g = array<vec4f, 3>();
  for (var k = 0; k < ROWS; k++) { g[k] = load4_given(row_given(k, at.z, at.b), at.x4); }
  var made = array<vec4f, 6>();
  if (ROWS == 2) {
    let half = 0.5 * (m[0] - m[2]);
    let root = sqrt(half * half + m[1] * m[1]);
    let by = select(root, vec4f(1.0), root == vec4f(0.0));
    let mean = 0.5 * (g[0] + g[1]);
    let apart = (g[0] - g[1]) / by;
    made[0] = mean + 0.5 * apart * half;
    made[1] = apart * m[1];
    made[2] = mean - 0.5 * apart * half;
  } else {
    for (var lane = 0; lane < 4; lane++) {
      let found = eigen_of(vec3f(m[0][lane], m[3][lane], m[5][lane]), m[1][lane], m[2][lane], m[4][lane]);
      for (var k = 0; k < 3; k++) {
        let v = found.vectors[k];
        let own = g[k][lane] * v;
        made[0][lane] += own.x * v.x;
        made[1][lane] += 2.0 * own.x * v.y;
        made[2][lane] += 2.0 * own.x * v.z;
        made[3][lane] += own.y * v.y;
        made[4][lane] += 2.0 * own.y * v.z;
        made[5][lane] += own.z * v.z;
      }
    }
  }
  // a window may hold some of them only
  for (var k = 0; k < COUNT; k++) {
    if (at.y <= k && at.y_end > k) { store4_dst(row_dst(k, at.z, at.b), at.x4, nan_where(made[k], !finite)); }
  }
}
