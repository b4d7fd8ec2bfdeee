// Where a position outside the volume is read instead: scipy.ndimage's five borders.
//   reflect d c b a | a b c d | d c b a    mirror d c b | a b c d | c b a    nearest a a | a b c d | d d
//   wrap    a b c d | a b c d | a b c d    constant: the value; the position returned is any inside, and not used
// IS_INSIDE: no position lies outside; the planner has seen to that (src/engine/interior.ts).
// WIDE: positions may lie further out than the volume is long. Otherwise one reflection is enough, without division.
import constants::{BORDER, WIDE};

const REFLECT = 0;
const MIRROR = 1;
const NEAREST = 2;
const CONSTANT = 3;
const WRAP = 4;
const IS_INSIDE = BORDER == 5;

fn positive_remainder(i: i32, n: i32) -> i32 {
  let r = i % n;
  return select(r, r + n, r < 0);
}

fn border_index(i: i32, n: i32) -> i32 {
  if (IS_INSIDE) { return i; }
  if (BORDER == REFLECT) {
    let j = select(i, positive_remainder(i, 2 * n), WIDE);
    let k = select(j, -1 - j, j < 0);
    return select(k, 2 * n - 1 - k, k >= n);
  }
  if (BORDER == MIRROR) {
    let j = select(i, positive_remainder(i, max(1, 2 * n - 2)), WIDE);
    let k = select(j, -j, j < 0);
    return select(k, 2 * n - 2 - k, k >= n);
  }
  if (BORDER == WRAP) {
    let j = select(i, positive_remainder(i, n), WIDE);
    let k = select(j, j + n, j < 0);
    return select(k, k - n, k >= n);
  }
  return clamp(i, 0, n - 1);
}

// Whether a position reads the border's value and nothing of the volume.
fn border_outside(i: i32, n: i32) -> bool {
  return BORDER == CONSTANT && (i < 0 || i >= n);
}
