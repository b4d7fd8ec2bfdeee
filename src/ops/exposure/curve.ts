/** Grey-level curves on the unit interval, as scikit-image applies them to integers: of the share of the type's greatest value. */
import { DTYPES, isInteger } from '../../core/dtype.js';
import { type Expr, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import type { Upload } from '../../graph/primitive.js';
import { elementwise } from '../pointwise/elementwise.js';

/** scale · curve(x / scale) in f32, where scale is the greatest value of an integer type and 1 for floats. */
export function curve(src: Node, gain: number, refuse: RefuseCall, build: (share: Expr, upload: Upload) => Expr): Node {
  const scale = isInteger(src.dtype) ? DTYPES[src.dtype].max : 1;
  return elementwise(
    [src],
    refuse,
    ([value], upload) => {
      const share = isInteger(src.dtype) ? numeric('multiply', value, upload(1 / scale)) : value;
      return numeric('multiply', build(share, upload), upload(scale * gain));
    },
    'f32',
  );
}
