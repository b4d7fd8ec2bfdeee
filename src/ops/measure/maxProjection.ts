/** The greatest along one axis: a stack as one image. */
import { max } from './max.js';
import { projection } from './projection.js';

/**
 * The greatest of the voxels along one axis, z unless said: `max` over that axis alone, NaN as there. The axis keeps length 1.
 * Throws `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, maxProjection, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const stack = new HostVolume({ shape: { z: 2, x: 2 }, data: Float32Array.of(1, 6, 3, 4) });
 * using image = await engine.run(maxProjection(stack));
 * (await image.read()).data; // 3, 6
 */
export const maxProjection = projection('maxProjection', 'Project the greatest along one axis.', max);
