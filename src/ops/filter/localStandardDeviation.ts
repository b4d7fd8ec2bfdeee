/** The standard deviation of the box around every voxel. */
import { defineOp } from '../../graph/operation.js';
import { sqrt } from '../pointwise/elementary.js';
import { localMoments } from './localMoments.js';
import { boxParams } from './uniformFilter.js';

/**
 * The root of `localVariance`: the standard deviation in the box around every voxel, in units of the image. Any shape in, f32 of the same shape
 * out; exactly 0 where the image is constant, NaN where the box holds a NaN or an infinity. Throws `ArgumentError` for a size below 1 and where
 * `origin` moves the box off the voxel. Source: that of `localVariance`.
 * @example
 * import { HostVolume, localStandardDeviation, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0, 6, 6, 0, 0) });
 * using deviation = await engine.run(localStandardDeviation(line, { size: 2 }));
 * (await deviation.read()).data; // 0 0 3 0 3 0
 */
export const localStandardDeviation = defineOp({
  name: 'localStandardDeviation',
  summary: 'Measure the standard deviation in the box around every voxel.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: boxParams,
  lower: ([src], box, refuse) => sqrt(localMoments(src, box, refuse).variance),
});
