/** What one image tells of another, as a share of what there is to tell. */
import { input } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { add, divide } from '../pointwise/arithmetic.js';
import { average, jointHistogram, jointParams, logRatio } from './jointHistogram.js';
import { checkPair, pairInputs } from './pair.js';

/**
 * (H(A) + H(B)) / H(A, B), entropies of the levels of two images, as scikit-image's `normalized_mutual_information`: f32, one number for all
 * voxels, from 1, where neither image tells of the other, to 2, where each tells all. Levels are `bins` equal parts of the finite range of each image.
 * Voxels that are NaN or infinite in either image do not count (scikit-image refuses them); NaN where none is left and of two constant images. Images of different
 * shapes are refused (scikit-image pads the smaller). Cannot be computed within a loop. Throws `ArgumentError` for images of different shapes.
 * C. Studholme, D. Hill, D. Hawkes, An overlap invariant entropy measure of 3D medical image alignment, 1999, equation 6.
 * @example
 * import { HostVolume, normalizedMutualInformation, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(9, 9, 5, 5) });
 * using share = await engine.run(normalizedMutualInformation(reference, image));
 * (await share.read()).at({}); // 2
 */
export const normalizedMutualInformation = defineOp({
  name: 'normalizedMutualInformation',
  summary: 'Measure how much the levels of one image tell of those of another, from 1 to 2.',
  alsoKnownAs: ['nmi'],
  inputs: pairInputs,
  params: jointParams,
  vjp: 'voxels are counted in bins, and jump from one to the next',
  lower([reference, image], { bins }, refuse) {
    checkPair(reference, image, refuse);
    const { both, first, second, all } = jointHistogram(reference, image, bins);
    const entropy = (counts: Node): Node => average(counts, [all], all, (count, n = input(1)) => logRatio(n, count));
    return divide(add(entropy(first), entropy(second)), entropy(both));
  },
});
