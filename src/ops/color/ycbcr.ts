/** Luma and colour differences of BT.601 in the range of video: Y' from 16 to 235, Cb and Cr from 16 to 240. */
import { invertMatrix, type Matrix } from './matrix.js';

export const YCBCR_OF_RGB: Matrix = [
  [65.481, 128.553, 24.966],
  [-37.797, -74.203, 112],
  [112, -93.786, -18.214],
];
export const YCBCR_OFFSET = [16, 128, 128] as const;

export const RGB_OF_YCBCR = invertMatrix(YCBCR_OF_RGB);
export const RGB_OFFSET = RGB_OF_YCBCR.map((row) =>
  row.reduce((sum, weight, at) => sum - weight * (YCBCR_OFFSET[at] ?? 0), 0),
);
