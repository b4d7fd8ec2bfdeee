/** The max along axes, of the voxels that are not NaN. */
import { max } from './max.js';
import { withoutNaN } from './withoutNaN.js';

/**
 * `max` of the voxels that are not NaN, as `np.nanmax`: f32; NaN where all are. Reduced axes keep length 1. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, nanMax, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, Number.NaN, 3) });
 * using result = await engine.run(nanMax(image));
 * (await result.read()).at({}); // 3
 */
export const nanMax = withoutNaN('nanMax', 'Find the greatest of the voxels along axes that are not NaN.', max);
