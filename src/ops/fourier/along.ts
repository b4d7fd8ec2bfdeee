/** The Fourier transform of complex and real volumes along one axis, of any length. */
import { type Axis, ROW_AXES, type RowAxis } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { crop } from '../geometry/crop.js';
import { permute } from '../geometry/transpose.js';
import { chirped } from './bluestein.js';
import { type Both, both, type Complex, exchanged, mapped, scaled } from './complex.js';
import { mirroredAlong } from './mirrored.js';
import { chained, halfOf, type Lies } from './passes.js';
import { type Chain, chainOf, radicesOf } from './radices.js';

/** Of one number. */
const NOTHING: Chain = { radices: [], upTo: () => undefined };

/** Σ over m of x[m] exp(-2πikm/N) along an axis. */
export function forward(from: Complex, axis: Axis): Complex {
  const length = from.re.shape[axis];
  if (length === 1) return from;
  return inRows(from.re, axis, length, (chain, along, turn) =>
    mapped(chain ? chained(mapped(from, turn), along, chain) : chirped(mapped(from, turn), along, forward), turn),
  );
}

/** Its inverse, without the factor 1/N. */
export function backward(from: Complex, axis: Axis): Complex {
  if (from.re.shape[axis] === 1) return from;
  // the inverse of z is i times the conjugate of the transform of i times the conjugate of z
  return exchanged(both(forward(exchanged(both(from)), axis)));
}

/** The first N/2 + 1 numbers of the transform of N real ones along an axis; the others are their conjugates. */
export function forwardReal(from: Node, axis: Axis): Both {
  const length = from.shape[axis];
  const half = Math.floor(length / 2) + 1;
  if (length % 2 === 1 || length === 2 || !radicesOf(length / 2))
    return both(mapped(forward({ re: from, im: undefined }, axis), (part) => crop(part, { size: { [axis]: half } })));
  return both(
    inRows(from, axis, length / 2, (chain, along, turn) =>
      mapped(
        halfOf(
          both(chained({ re: turn(from), im: undefined }, along, chain ?? NOTHING, { packed: true })),
          along,
          false,
        ),
        turn,
      ),
    ),
  );
}

/** The N real numbers whose transform begins so, times N. */
export function backwardReal(from: Complex, axis: Axis, length: number): Node {
  const whole = both(from);
  if (length % 2 === 1 || length === 2 || !radicesOf(length / 2))
    return length === 1 ? from.re : backward(mirroredAlong(whole, axis, length), axis).re;
  const lies: Lies = { unpacked: true };
  return inRows(whole.re, axis, length / 2, (chain, along, turn) => {
    const packed = halfOf(both(mapped(whole, turn)), along, true);
    const { re } = chained(exchanged(packed), along, chain ?? NOTHING, lies);
    // halves of the length: N numbers are twice N / 2
    return mapped(scaled({ re, im: undefined }, 2), turn);
  }).re;
}

/**
 * Passes along x work on lengths whose rows stay whole vectors; for others x changes places with the longest other axis (`turn`, its own
 * inverse) and back. `chain` is undefined where the length has too large a prime factor.
 */
function inRows(
  { shape }: Node,
  axis: Axis,
  length: number,
  transform: (chain: Chain | undefined, along: Axis, turn: (node: Node) => Node) => Complex,
): Complex {
  const asIs = (node: Node): Node => node;
  if (axis !== 'x') return transform(chainOf(length), axis, asIs);
  const whole = length % 16 === 0;
  const chain = whole && chainOf(length, (radix) => radix % 4 === 0 && (length / radix) % 4 === 0);
  if (chain) return transform(chain, 'x', asIs);
  const other: RowAxis = ROW_AXES.reduce((best, each) => (shape[each] >= shape[best] ? each : best));
  const turn = (node: Node): Node => permute(node, { n: 'n', c: 'c', z: 'z', y: 'y', [other]: 'x', x: other });
  return transform(chainOf(length), other, turn);
}
