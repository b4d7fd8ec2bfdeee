/** How far two images are apart at some voxels, squared. */
import { broadcastShapes, formatShape, sameShape } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { mean } from '../measure/mean.js';
import { sum } from '../measure/sum.js';
import { checkPair, pairInputs, squaredDifference } from '../metrics/pair.js';
import { reductionParam } from './targets.js';

/**
 * The mean, or sum, of the squared differences of two images where `mask` is not 0: one voxel, f32; other voxels may hold anything, NaN too. The mask broadcasts to the images. Of
 * no voxels the mean is NaN. A network that may not see the masked voxels of a noisy image learns by this to denoise.
 * Throws `ArgumentError` for images of different shapes, and where the mask does not broadcast to them. Source: Krull, Buchholz, Jug 2019, Noise2Void, equation 8.
 * @example
 * import { HostVolume, maskedMeanSquaredError, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, 2, 3) });
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, 4, 9) });
 * const mask = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(1, 1, 0) });
 * using loss = await engine.run(maskedMeanSquaredError(reference, image, mask));
 * (await loss.read()).at({}); // 2
 */
export const maskedMeanSquaredError = defineOp({
  name: 'maskedMeanSquaredError',
  summary: 'Average the squared differences of two images at some voxels.',
  inputs: [...pairInputs, { name: 'mask', doc: 'The voxels that count: where it is not 0.' }],
  params: reductionParam,
  lower([reference, image, mask], { reduction }, refuse) {
    checkPair(reference, image, refuse);
    const joint = broadcastShapes([mask.shape, image.shape]);
    if (!joint || !sameShape(joint, image.shape))
      refuse(`mask must broadcast to ${formatShape(image.shape)}`, formatShape(mask.shape));
    const squares = squaredDifference(reference, image);
    return reduction === 'mean' ? mean(squares, { mask }) : sum(squares, { mask });
  },
});
