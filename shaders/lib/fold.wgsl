// Where four positions, at any distance outside, are read instead: lib/border for vectors. Division only where one lies further
// out than the volume is long.
import package::lib::border::{REFLECT, MIRROR, WRAP};
import constants::BORDER;

fn fold4(i: vec4i, n: i32) -> vec4i {
  if (BORDER == REFLECT || BORDER == MIRROR || BORDER == WRAP) {
    let period = select(select(2 * n, max(1, 2 * n - 2), BORDER == MIRROR), n, BORDER == WRAP);
    var j = i;
    if (any(i < vec4i(1 - n)) || any(i > vec4i(2 * n - 2))) {
      j = i % vec4i(period);
      j = select(j, j + period, j < vec4i(0));
    }
    if (BORDER == WRAP) {
      let k = select(j, j + n, j < vec4i(0));
      return select(k, k - n, k >= vec4i(n));
    }
    let edge = select(0, 1, BORDER == REFLECT);
    let k = select(j, -j - edge, j < vec4i(0));
    return select(k, 2 * n - 2 + edge - k, k >= vec4i(n));
  }
  return clamp(i, vec4i(0), vec4i(n - 1));
}
