// dst = the gradient's magnitude m where it is positive and no less than what lies one step up and down the gradient, else 0; 0 at the ends of rows and
// columns. i and j are the Sobel differences of the blurred image along y and x; of the eight neighbours' magnitudes, the two that the
// gradient points between are interpolated with w = min(|i|, |j|) / max(|i|, |j|): w · diagonal + (1 - w) · straight. Canny 1986, as
// scikit-image 0.19 has it. A NaN among what is compared suppresses. Four voxels along x times TILE rows an invocation; a row of either input is loaded
// once for all rows it reaches. Bytes: 3 (TILE + 2) / TILE loads of each input, mostly from cache, and one store a voxel.
import package::access::{cell, Cell, row_src, load4_src, row_magnitude, load4_magnitude, size_src, row_dst, store4_dst};
import package::lib::finite::{greater4, less_equal4};
import constants::{WX, WY};

const TILE = 4;

// Four voxels of a row with their neighbours; what lies past an end is one of the row's, and not used.
struct Line {
  before: vec4f,
  centre: vec4f,
  after: vec4f,
}

fn line_of(left: vec4f, v: vec4f, right: vec4f) -> Line {
  return Line(vec4f(left.w, v.xyz), v, vec4f(v.yzw, right.x));
}

fn blurred(at: Cell, y: i32, n: vec4i) -> Line {
  let row = row_src(clamp(y, 0, n.y - 1), at.z, at.b);
  let last = (n.x - 1) / 4;
  return line_of(load4_src(row, max(at.x4 - 1, 0)), load4_src(row, at.x4), load4_src(row, min(at.x4 + 1, last)));
}

fn strength(at: Cell, y: i32, n: vec4i) -> Line {
  let row = row_magnitude(clamp(y, 0, n.y - 1), at.z, at.b);
  let last = (n.x - 1) / 4;
  return line_of(load4_magnitude(row, max(at.x4 - 1, 0)), load4_magnitude(row, at.x4), load4_magnitude(row, min(at.x4 + 1, last)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let x = at.x4 * 4 + vec4i(0, 1, 2, 3);
  let is_end = (x == vec4i(0)) | (x >= vec4i(n.x - 1));
  var above = blurred(at, at.y - 1, n);
  var here = blurred(at, at.y, n);
  var m_above = strength(at, at.y - 1, n);
  var m = strength(at, at.y, n);
  for (var t = 0; t < TILE; t++) {
    let y = at.y + t;
    let below = blurred(at, y + 1, n);
    let m_below = strength(at, y + 1, n);
    let i = (below.before - above.before) + 2.0 * (below.centre - above.centre) + (below.after - above.after);
    let j = (above.after - above.before) + 2.0 * (here.after - here.before) + (below.after - below.before);
    let falls = ((i >= vec4f(0.0)) & (j >= vec4f(0.0))) | ((i <= vec4f(0.0)) & (j <= vec4f(0.0)));
    let steep = abs(i) >= abs(j);
    let w = select(abs(i) / abs(j), abs(j) / abs(i), steep);
    let right = select(m_above.after, m_below.after, falls);
    let left = select(m_below.before, m_above.before, falls);
    let beside_right = select(m.after, select(m_above.centre, m_below.centre, falls), steep);
    let beside_left = select(m.before, select(m_below.centre, m_above.centre, falls), steep);
    let plus = right * w + beside_right * (1.0 - w);
    let minus = left * w + beside_left * (1.0 - w);
    let highest = (less_equal4(plus, m.centre) & less_equal4(minus, m.centre) & greater4(m.centre, vec4f(0.0))) == vec4u(1u);
    let inside = !is_end & vec4<bool>(y > 0 && y < n.y - 1);
    if (y < at.y_end) { store4_dst(row_dst(y, at.z, at.b), at.x4, select(vec4f(0.0), m.centre, highest & inside)); }
    above = here;
    here = below;
    m_above = m;
    m = m_below;
  }
}
