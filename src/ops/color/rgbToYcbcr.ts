/** Colours as luma and colour differences. */
import { defineOp } from '../../graph/operation.js';
import { mixed } from './mixChannels.js';
import { checkChannels, colourInput, dataRange, sharesOf } from './threeChannels.js';
import { YCBCR_OF_RGB, YCBCR_OFFSET } from './ycbcr.js';

/**
 * sRGB to Y'CbCr in the range of video, as `skimage.color.rgb2ycbcr`: three channels along c in, f32 of the same shape out, Y' from 16 to
 * 235, Cb and Cr from 16 to 240, not rounded. `dataRange` is the number of full intensity. Throws `ArgumentError` unless there are three channels.
 * ITU-R BT.601.
 * @example
 * import { HostVolume, openEngine, rgbToYcbcr } from 'brightfield';
 * const white = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(255, 255, 255) });
 * using engine = await openEngine();
 * using converted = await engine.run(rgbToYcbcr(white));
 * (await converted.read()).data; // 235, 128, 128
 */
export const rgbToYcbcr = defineOp({
  name: 'rgbToYcbcr',
  summary: "Convert sRGB to Y'CbCr.",
  inputs: colourInput,
  params: { dataRange },
  lower([src], { dataRange }, refuse) {
    checkChannels(src, refuse);
    return mixed(sharesOf(src, dataRange), YCBCR_OF_RGB, YCBCR_OFFSET, refuse);
  },
});
