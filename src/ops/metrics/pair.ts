/** What measures of two images share: both have one shape, and most begin with how far they are apart. */
import { formatShape, sameShape } from '../../core/axes.js';
import { begun, number } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';

export const pairInputs = [
  { name: 'reference', doc: 'The image that is taken for true.' },
  { name: 'image', doc: 'The image that is compared with it, of the same shape.' },
] as const;

export const maskInputs = [
  { name: 'reference', doc: 'The mask that is taken for true: where it is not 0.' },
  { name: 'mask', doc: 'The mask that is compared with it, of the same shape.' },
] as const;

export const rangeParam = {
  dataRange: begun(
    number('The greatest difference that the images can have, such as 255 for 8 bits.', {
      min: 1e-18,
      max: 1e18,
    }),
    ({ low, high }) => (high > low ? high - low : 1),
  ),
};

/** Refuses two images of different shapes: nothing broadcasts in a comparison. */
export function checkPair(reference: Node, image: Node, refuse: RefuseCall): void {
  if (!sameShape(reference.shape, image.shape))
    refuse('both images must have the same shape', `${formatShape(reference.shape)} and ${formatShape(image.shape)}`);
}

/** Of every voxel, how far the images are apart, squared. */
export function squaredDifference(reference: Node, image: Node): Node {
  return pointwise([asFloat(reference), asFloat(image)], ([a = input(0), b = input(1)]) => {
    const apart = numeric('subtract', a, b);
    return numeric('multiply', apart, apart);
  });
}
