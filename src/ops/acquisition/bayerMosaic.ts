/** What a colour sensor sees of an image. */
import { defineOp } from '../../graph/operation.js';
import { checkChannels, colourInput } from '../color/threeChannels.js';
import { channel } from '../geometry/channel.js';
import { patternParam, seen, sitesOf } from './bayer.js';

/**
 * Of every voxel the one colour that a sensor with Bayer's filters sees there: three channels in, one out, of the same type; values stay. Which colour is where repeats every two voxels along y and x from
 * the first on; `rggb` is red at even y and x, blue where both are odd. `demosaic` guesses the others. Throws `ArgumentError` for an image without three channels. B. E. Bayer, US patent 3971065, 1976.
 * @example
 * import { bayerMosaic, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { c: 3, y: 1, x: 2 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using raw = await engine.run(bayerMosaic(image));
 * (await raw.read()).data[1]; // 4
 */
export const bayerMosaic = defineOp({
  name: 'bayerMosaic',
  summary: 'Keep of every voxel the colour that a sensor sees.',
  inputs: colourInput,
  params: patternParam,
  linear: true,
  lower([src], { pattern }, refuse) {
    checkChannels(src, refuse);
    const [red, green, blue] = [0, 1, 2].map((index) => channel(src, { index }));
    if (!red || !green || !blue) return src;
    return seen([red, green, blue], sitesOf(pattern));
  },
});
