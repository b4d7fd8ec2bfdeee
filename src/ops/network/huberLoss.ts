/** Squares of what is little, sizes of what is much. */
import { voxels } from '../../core/axes.js';
import { number } from '../../core/params.js';
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { checkPair, pairInputs } from '../metrics/pair.js';
import { reduced, reductionParam } from './targets.js';

/**
 * d²/2 of differences d of two images up to `delta`, delta (|d| - delta/2) beyond: one voxel, f32, averaged over all unless said, as PyTorch's `huber_loss`. NaN where either image has one.
 * Throws `ArgumentError` for images of different shapes. Source: Huber 1964, Robust estimation of a location parameter, section 2.
 * @example
 * import { HostVolume, huberLoss, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1, 2) });
 * const image = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(2, 12) });
 * using loss = await engine.run(huberLoss(reference, image));
 * (await loss.read()).at({}); // (0.5 + 9.5) / 2
 */
export const huberLoss = defineOp({
  name: 'huberLoss',
  summary: 'Average the squares of small differences of two images, and the sizes of large ones.',
  alsoKnownAs: ['smooth_l1_loss'],
  inputs: pairInputs,
  params: {
    ...reductionParam,
    delta: number('Up to where differences are squared.', { default: 1, min: 1e-12 }),
  },
  lower([reference, image], { reduction, delta }, refuse) {
    checkPair(reference, image, refuse);
    const each = pointwise([asFloat(reference), asFloat(image)], ([a = input(0), b = input(1)], upload) => {
      const apart = numeric('subtract', a, b);
      const size = numeric('abs', apart);
      const square = numeric('multiply', numeric('multiply', constant(0.5), apart), apart);
      const line = numeric('multiply', upload(delta), numeric('subtract', size, upload(delta / 2)));
      return select(test('lessEqual', size, upload(delta)), square, line);
    });
    return reduced(each, reduction, voxels(each.shape));
  },
});
