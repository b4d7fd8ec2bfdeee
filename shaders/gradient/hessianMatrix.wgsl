// dst(c) = the second differences along two axes that are element c of the upper half of the Hessian, row by row: zz zy zx yy yx xx of those axes
// that there are. numpy.gradient twice (shaders/lib/hessian). Four voxels along x of one element an invocation, which loads what
// this element needs: 3 to 6 groups. FIRST, SECOND, THIRD: the axes by row, 0 x, 1 y, 2 z.
import package::access::{cell, size_src, row_dst, store4_dst};
import package::lib::hessian::second;
import constants::{WX, WY, AXES, FIRST, SECOND, THIRD};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let element = at.b % (AXES * (AXES + 1) / 2);
  let row = select(0, select(1, 2, element == 2 * AXES - 1), element >= AXES);
  let column = select(element, select(element - AXES + 1, AXES - 1, row == 2), row > 0);
  let axes = vec3i(FIRST, SECOND, THIRD);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, second(at, axes[row], axes[column], n));
}
