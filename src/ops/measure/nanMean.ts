/** The mean along axes, of the voxels that are not NaN. */
import { mean } from './mean.js';
import { withoutNaN } from './withoutNaN.js';

/**
 * `mean` of the voxels that are not NaN, as `np.nanmean`: f32; NaN where all are. Reduced axes keep length 1. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, nanMean, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, Number.NaN, 3) });
 * using result = await engine.run(nanMean(image));
 * (await result.read()).at({}); // 2
 */
export const nanMean = withoutNaN('nanMean', 'Average the voxels along axes that are not NaN.', mean);
