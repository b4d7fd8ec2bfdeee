/** Whole numbers in their order. */
import { type Axis, shapeOf } from '../../core/axes.js';
import { constant, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { filled, pointwise } from '../../graph/primitive.js';
import { cumulativeSum } from '../measure/cumulativeSum.js';

/** 0, 1, 2 ... along an axis, f32: exact up to 2^24. */
export function ramp(axis: Axis, length: number): Node {
  const shape = shapeOf({ [axis]: length });
  const ones = filled(1, { shape, dtype: 'f32', spacing: {}, unit: '', layout: axis });
  return pointwise([cumulativeSum(ones, { axis })], ([k = input(0)]) => numeric('subtract', k, constant(1)));
}
