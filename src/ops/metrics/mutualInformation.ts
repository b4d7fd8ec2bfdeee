/** What one image tells of another. */
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { average, jointHistogram, jointParams, logRatio } from './jointHistogram.js';
import { checkPair, pairInputs } from './pair.js';

/**
 * The mutual information of the levels of two images, Σ p(a, b) log(p(a, b) / p(a) p(b)), in nats: f32, one number for all voxels, at least 0 but for
 * rounding of 1e-6. Levels are `bins` equal parts of the finite range of each image. It is high where one image tells the other's levels,
 * whatever these are, so that images of different kinds can be laid over one another; it grows with the bins and with few voxels. Voxels that are NaN or infinite in either image do not
 * count; NaN where none is left. Whole numbers of 32 bits are taken as the nearest f32. Cannot be computed within a loop. Throws
 * `ArgumentError` for images of different shapes. Viola and Wells, Alignment by maximization of mutual information, 1997.
 * @example
 * import { HostVolume, mutualInformation, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(9, 9, 5, 5) });
 * using nats = await engine.run(mutualInformation(reference, image));
 * (await nats.read()).at({}); // 0.6931
 */
export const mutualInformation = defineOp({
  name: 'mutualInformation',
  summary: 'Measure how much the levels of one image tell of those of another.',
  inputs: pairInputs,
  params: jointParams,
  vjp: 'voxels are counted in bins, and jump from one to the next',
  lower([reference, image], { bins }, refuse) {
    checkPair(reference, image, refuse);
    const { both, first, second, all } = jointHistogram(reference, image, bins);
    // both ratios lie near 1 where nothing is told, and neither product of counts leaves 32 bits
    return average(both, [first, second, all], all, (c, a = input(1), b = input(2), n = input(3)) =>
      numeric('add', logRatio(c, a), logRatio(n, b)),
    );
  },
});
