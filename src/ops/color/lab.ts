/** CIE L*a*b* of XYZ in shares of white: CIE 15, the numbers of scikit-image. */
import type { Matrix } from './matrix.js';

/** X, Y and Z of white, D65 for the observer of 2 degrees. */
export const D65 = [0.95047, 1, 1.08883] as const;

/** Where the cube root begins, and the line below: SLOPE · t + SHIFT. */
export const [BEND, SLOPE, SHIFT] = [0.008856, 7.787, 16 / 116];
/** Where it ends, on the other side. */
export const BENT = 0.2068966;

/** L*, a* and b* of the three curves, and back. */
export const LAB_OF_CURVES: Matrix = [
  [0, 116, 0],
  [500, -500, 0],
  [0, 200, -200],
];
export const LAB_OFFSET = [-16, 0, 0] as const;
export const CURVES_OF_LAB: Matrix = [
  [1 / 116, 1 / 500, 0],
  [1 / 116, 0, 0],
  [1 / 116, 0, -1 / 200],
];
export const CURVES_OFFSET = [SHIFT, SHIFT, SHIFT] as const;
