/** The least along one axis: a stack as one image. */
import { min } from './min.js';
import { projection } from './projection.js';

/**
 * The least of the voxels along one axis, z unless said: `min` over that axis alone, NaN as there. The axis keeps length 1.
 * Throws `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, minProjection, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const stack = new HostVolume({ shape: { z: 2, x: 2 }, data: Float32Array.of(1, 6, 3, 4) });
 * using image = await engine.run(minProjection(stack));
 * (await image.read()).data; // 1, 4
 */
export const minProjection = projection('minProjection', 'Project the least along one axis.', min);
