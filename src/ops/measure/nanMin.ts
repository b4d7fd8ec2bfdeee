/** The min along axes, of the voxels that are not NaN. */
import { min } from './min.js';
import { withoutNaN } from './withoutNaN.js';

/**
 * `min` of the voxels that are not NaN, as `np.nanmin`: f32; NaN where all are. Reduced axes keep length 1. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, nanMin, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, Number.NaN, 3) });
 * using result = await engine.run(nanMin(image));
 * (await result.read()).at({}); // 1
 */
export const nanMin = withoutNaN('nanMin', 'Find the least of the voxels along axes that are not NaN.', min);
