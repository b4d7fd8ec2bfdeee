/** Exponentials along an axis, from the definitions. */
import type { Axis } from '../../src/core/axes.js';
import { at, build, type Field } from './field.js';

/** For every line along an axis, the logarithm of the sum of its exponentials. */
export function logSumExp(src: Field, axis: Axis = 'c'): Field {
  return build({ ...src.shape, [axis]: 1 }, (position) => {
    const line = Array.from({ length: src.shape[axis] }, (_, k) => at(src, { ...position, [axis]: k }));
    // NaN goes through Math.max
    const top = Math.max(...line);
    if (!Number.isFinite(top)) return top === Number.NEGATIVE_INFINITY ? top : Number.NaN;
    return top + Math.log(line.reduce((sum, x) => sum + Math.exp(x - top), 0));
  });
}

export function logSoftmax(src: Field, axis: Axis = 'c'): Field {
  const total = logSumExp(src, axis);
  return build(src.shape, (position) => at(src, position) - at(total, { ...position, [axis]: 0 }));
}

export function softmax(src: Field, axis: Axis = 'c'): Field {
  const logs = logSoftmax(src, axis);
  return { shape: logs.shape, data: logs.data.map(Math.exp) };
}
