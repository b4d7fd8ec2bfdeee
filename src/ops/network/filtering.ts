/**
 * A layer of filters is ⟨given, sum(src, weights)⟩, linear in each of three volumes. With regard to each it has the form of one of three
 * kernels, so the gradients of all three are known, and theirs in turn.
 */
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import { concatenate } from '../geometry/concatenate.js';
import { filterProduct, MOST_TAPS } from './filterProduct.js';
import { filterSpread } from './filterSpread.js';
import { filterSum } from './filterSum.js';
import type { Lengths, Walk } from './walk.js';

/** What the filters see: of the length `lengths`. */
export function summed(src: Node, weights: Node, walk: Walk, lengths: Lengths): Node {
  return filterSum(src, weights, walk, lengths, {
    kind: 'vjp',
    of: [src, weights],
    vjp: ([given]) => [
      given && spread(given, weights, walk, src.shape),
      given && multiplied(src, given, walk, weights.shape),
    ],
  });
}

/** What the image is given of the results. */
export function spread(given: Node, weights: Node, walk: Walk, lengths: Lengths): Node {
  return filterSpread(given, weights, walk, lengths, {
    kind: 'vjp',
    of: [given, weights],
    vjp: ([src]) => [
      src && summed(src, weights, walk, given.shape),
      src && multiplied(src, given, walk, weights.shape),
    ],
  });
}

/** What the weights are given of the results. */
function multiplied(src: Node, given: Node, walk: Walk, window: Lengths): Node {
  if (window.x > MOST_TAPS) return inPieces(src, given, walk, window);
  const gradient: Gradient = {
    kind: 'vjp',
    of: [src, given],
    vjp: ([weights]) => [
      weights && spread(given, weights, walk, src.shape),
      weights && summed(src, weights, walk, given.shape),
    ],
  };
  return filterProduct(src, given, walk, window, gradient);
}

/** A window with long rows, some taps after the others. */
function inPieces(src: Node, given: Node, walk: Walk, { z, y, x }: Lengths): Node {
  const pieces: Node[] = [];
  for (let first = 0; first < x; first += MOST_TAPS) {
    const before = { ...walk.before, x: walk.before.x - first * walk.dilation.x };
    pieces.push(multiplied(src, given, { ...walk, before }, { z, y, x: Math.min(MOST_TAPS, x - first) }));
  }
  return concatenate(pieces, { axis: 'x' });
}
