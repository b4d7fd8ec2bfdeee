/** CIE XYZ as colours. */
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { checkChannels, colourInput } from './threeChannels.js';
import { rgbOf } from './xyz.js';

/**
 * CIE 1931 XYZ (white D65, of Y = 1) to sRGB, as `skimage.color.xyz2rgb`: three channels along c in, f32 of the same shape out.
 * Colours that sRGB has not are limited to 0 and 1, channel by channel, as scikit-image does. Where X, Y or Z is not finite, so is what it
 * makes, or limited. Throws `ArgumentError` unless there are three channels. IEC 61966-2-1, 1999.
 * @example
 * import { HostVolume, openEngine, xyzToRgb } from 'brightfield';
 * const white = new HostVolume({ shape: { c: 3, x: 1 }, data: Float32Array.of(0.950456, 1, 1.088754) });
 * using engine = await openEngine();
 * using rgb = await engine.run(xyzToRgb(white));
 * (await rgb.read()).data; // 1, 1, 1
 */
export const xyzToRgb = defineOp({
  name: 'xyzToRgb',
  summary: 'Convert CIE XYZ to sRGB.',
  inputs: colourInput,
  params: {},
  lower([src], _params, refuse) {
    checkChannels(src, refuse);
    return rgbOf(asFloat(src), [1, 1, 1], refuse);
  },
});
