/** Colours as CIE XYZ. */
import { defineOp } from '../../graph/operation.js';
import { checkChannels, colourInput, dataRange, sharesOf } from './threeChannels.js';
import { xyzOf } from './xyz.js';

/**
 * sRGB to CIE 1931 XYZ (white D65), as `skimage.color.rgb2xyz`: three channels along c in, f32 of the same shape out, Y from 0 for
 * black to 1 for white. `dataRange` is the number of full intensity. What lies outside is not limited; where a channel is not finite, so
 * is the pixel. Throws `ArgumentError` unless there are three channels: alpha is not dropped unasked. IEC 61966-2-1, 1999.
 * @example
 * import { HostVolume, openEngine, rgbToXyz } from 'brightfield';
 * const red = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(255, 0, 0) });
 * using engine = await openEngine();
 * using xyz = await engine.run(rgbToXyz(red));
 * (await xyz.read()).data; // 0.412453, 0.212671, 0.019334
 */
export const rgbToXyz = defineOp({
  name: 'rgbToXyz',
  summary: 'Convert sRGB to CIE XYZ.',
  inputs: colourInput,
  params: { dataRange },
  lower([src], { dataRange }, refuse) {
    checkChannels(src, refuse);
    return xyzOf(sharesOf(src, dataRange), [1, 1, 1], refuse);
  },
});
