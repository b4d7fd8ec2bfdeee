/** Luma and colour differences as colours. */
import { defineOp } from '../../graph/operation.js';
import { mixed } from './mixChannels.js';
import { checkChannels, colourInput } from './threeChannels.js';
import { RGB_OF_YCBCR, RGB_OFFSET } from './ycbcr.js';

/**
 * Y'CbCr in the range of video (Y' from 16 to 235, Cb and Cr from 16 to 240) to sRGB, as `skimage.color.ycbcr2rgb`: three channels along
 * c in, f32 of the same shape out, from 0 to 1 for the colours of sRGB and not limited, as there. Throws `ArgumentError` unless
 * there are three channels. ITU-R BT.601.
 * @example
 * import { HostVolume, openEngine, ycbcrToRgb } from 'brightfield';
 * const white = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(235, 128, 128) });
 * using engine = await openEngine();
 * using rgb = await engine.run(ycbcrToRgb(white));
 * (await rgb.read()).data; // 1, 1, 1
 */
export const ycbcrToRgb = defineOp({
  name: 'ycbcrToRgb',
  summary: "Convert Y'CbCr to sRGB.",
  inputs: colourInput,
  params: {},
  lower([src], _params, refuse) {
    checkChannels(src, refuse);
    return mixed(src, RGB_OF_YCBCR, RGB_OFFSET, refuse);
  },
});
