/** The length of a vector whose components are nodes. */
import { float, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';

/** √(scale · Σ v²), in one element-wise node. */
export function magnitudeOf(parts: readonly Node[], scale: number): Node {
  return pointwise(
    parts,
    (args, upload) => {
      const squares = args.map((arg) => numeric('multiply', arg, arg));
      return float(
        'sqrt',
        numeric(
          'multiply',
          squares.reduce((sum, square) => numeric('add', sum, square)),
          upload(scale),
        ),
      );
    },
    'f32',
  );
}
