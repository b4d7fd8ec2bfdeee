/** sRGB and CIE XYZ: the curve and the matrix between them, IEC 61966-2-1, with the numbers of scikit-image. */
import { constant, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { invertMatrix, type Matrix } from './matrix.js';
import { mixed } from './mixChannels.js';

const XYZ_OF_RGB: Matrix = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
];
const RGB_OF_XYZ = invertMatrix(XYZ_OF_RGB);

/** v^exponent for v above 0, by the logarithm: to 4e-7 of it where v lies in the range of colours. */
export function powered(v: Expr, exponent: number): Expr {
  return float('exp', numeric('multiply', constant(exponent), float('log', v)));
}

/** XYZ of shares of sRGB, each divided by that of `white`. */
export function xyzOf(shares: Node, white: readonly number[], refuse: RefuseCall): Node {
  const linear = pointwise([shares], ([v = input(0)]) => {
    const base = numeric('multiply', numeric('add', v, constant(0.055)), constant(1 / 1.055));
    const toe = numeric('multiply', v, constant(1 / 12.92));
    return select(test('greater', v, constant(0.04045)), powered(base, 2.4), toe);
  });
  return mixed(
    linear,
    XYZ_OF_RGB.map((row, at) => row.map((weight) => weight / (white[at] ?? 1))),
    undefined,
    refuse,
  );
}

/** Shares of sRGB, limited to 0 and 1, of XYZ divided by that of `white`. */
export function rgbOf(xyz: Node, white: readonly number[], refuse: RefuseCall): Node {
  const linear = mixed(
    xyz,
    RGB_OF_XYZ.map((row) => row.map((weight, at) => weight * (white[at] ?? 1))),
    undefined,
    refuse,
  );
  return pointwise([linear], ([v = input(0)]) => {
    const curved = numeric('subtract', numeric('multiply', constant(1.055), powered(v, 1 / 2.4)), constant(0.055));
    const toe = numeric('multiply', v, constant(12.92));
    return unit(select(test('greater', v, constant(0.0031308)), curved, toe));
  });
}

/** A number limited to 0 and 1. */
export function unit(v: Expr): Expr {
  return numeric('minimum', numeric('maximum', v, constant(0)), constant(1));
}
