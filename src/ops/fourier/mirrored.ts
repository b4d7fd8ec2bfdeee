/** The other half of the spectrum of real numbers. */
import type { Axis } from '../../core/axes.js';
import { crop } from '../geometry/crop.js';
import { flip } from '../geometry/flip.js';
import { join } from '../geometry/join.js';
import { type Both, conjugate, mapped } from './complex.js';

/** N numbers of which the first N/2 + 1 are given: X[N - k] = conj X[k] along the axis. */
export function mirroredAlong(half: Both, axis: Axis, length: number): Both {
  const given = half.re.shape[axis];
  if (given === length) return half;
  const rest = conjugate(
    mapped(half, (part) =>
      flip(crop(part, { start: { [axis]: 1 }, size: { [axis]: length - given } }), { axes: axis }),
    ),
  ) as Both;
  return { re: join([half.re, rest.re], axis), im: join([half.im, rest.im], axis) };
}
