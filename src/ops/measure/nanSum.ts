/** The sum along axes, of the voxels that are not NaN. */
import { sum } from './sum.js';
import { withoutNaN } from './withoutNaN.js';

/**
 * `sum` of the voxels that are not NaN, as `np.nansum`: f32; 0 where all are. Reduced axes keep length 1. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, nanSum, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, Number.NaN, 3) });
 * using result = await engine.run(nanSum(image));
 * (await result.read()).at({}); // 4
 */
export const nanSum = withoutNaN('nanSum', 'Add up the voxels along axes that are not NaN.', sum);
