import { abs, cos, exp, log, sin, sqrt } from '../../../src/ops/pointwise/elementary.js';
import { pointwise } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { inFloat, unaryRows } from './rows.js';

const ulp = 2 ** -23;

for (const [operation, expected, span, abstol] of [
  [abs, pointwise.abs, [-3, 3], 0],
  [sqrt, pointwise.sqrt, [0, 100], 0],
  [exp, pointwise.exp, [-100, 100], 2 ** -126],
  [log, pointwise.log, [1e-3, 1e6], 0],
  [sin, pointwise.sin, [-1e4, 1e4], 2 ** -40],
  [cos, pointwise.cos, [-1e4, 1e4], 2 ** -40],
] as const)
  checkOp(operation, {
    oracle: ([x = 0]) => inFloat(expected(x)),
    tolerance: { abs: abstol, rel: operation === abs ? 0 : 2 * ulp, why: 'within 2 ulp: shaders/lib/math.wgsl' },
    rows: unaryRows(span),
    refuses: [
      [[], {}, /must be 1 input, got 0$/],
      [['x'], {}, /: x must be a volume, a node or a number, got 'x'$/],
    ],
  });
