/** Sauvola's local threshold. */
import { DTYPES, isInteger } from '../../core/dtype.js';
import { number } from '../../core/params.js';
import { constant, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { checkOdd, meanAndDeviation, windowParams } from './localStatistics.js';

/**
 * m · (1 + k · (s / r - 1)) at every voxel, with the mean m and the standard deviation s of the window around it, as
 * `skimage.filters.threshold_sauvola`: f32 of the shape of the image, in its unit; `greater(image, thresholdSauvola(image))`. An r of 0 is
 * half the range of an integer type, and 1 for floats. Windows that hold NaN or an infinity give NaN. A constant
 * image gives (1 - k) times itself. Throws `ArgumentError` for an even window.
 * Sauvola and Pietikäinen 2000, Adaptive document image binarization.
 * @example
 * import { HostVolume, openEngine, thresholdSauvola } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 6, 0, 0) });
 * using threshold = await engine.run(thresholdSauvola(line, { windowSize: 3, r: 3 }));
 * (await threshold.read()).at({ x: 2 }); // 1.9771
 */
export const thresholdSauvola = defineOp({
  name: 'thresholdSauvola',
  summary: 'Find a threshold for every voxel of a document by local mean and deviation.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    ...windowParams,
    k: number('How much a small deviation lowers the threshold.', { default: 0.2 }),
    r: number('The greatest standard deviation; 0 is that of the type.', { default: 0, min: 0 }),
  },
  lower([src], { k, r, ...window }, refuse) {
    checkOdd('windowSize', src, window.windowSize, refuse);
    const { min, max } = DTYPES[src.dtype];
    const scale = r || (isInteger(src.dtype) ? 0.5 * (max - min) : 1);
    const { m, s } = meanAndDeviation(src, window, refuse);
    return pointwise([m, s], ([mean = input(0), deviation = input(1)], upload) => {
      const excess = numeric('subtract', numeric('multiply', deviation, upload(1 / scale)), constant(1));
      return numeric('multiply', mean, numeric('add', constant(1), numeric('multiply', upload(k), excess)));
    });
  },
});
