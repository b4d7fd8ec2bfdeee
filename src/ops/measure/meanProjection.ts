/** The mean along one axis: a stack as one image. */
import { mean } from './mean.js';
import { projection } from './projection.js';

/**
 * The mean of the voxels along one axis, z unless said: `mean` over that axis alone, NaN as there. The axis keeps length 1.
 * Throws `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, meanProjection, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const stack = new HostVolume({ shape: { z: 2, x: 2 }, data: Float32Array.of(1, 6, 3, 4) });
 * using image = await engine.run(meanProjection(stack));
 * (await image.read()).data; // 2, 5
 */
export const meanProjection = projection('meanProjection', 'Project the mean along one axis.', mean);
