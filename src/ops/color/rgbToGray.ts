/** Colours as grey levels. */
import { defineOp } from '../../graph/operation.js';
import { mixed } from './mixChannels.js';
import { checkChannels, colourInput } from './threeChannels.js';

/**
 * The luminance 0.2125 R + 0.7154 G + 0.0721 B, as `skimage.color.rgb2gray`: three channels along c in, one f32 channel out in the unit of
 * the image, from 0 to 255 for bytes (scikit-image divides whole numbers by the greatest of their type first). Throws `ArgumentError` unless there are three
 * channels: alpha is not dropped unasked. Poynton 1997, Frequently asked questions about color; the weights of Rec. 709 after its gamma.
 * @example
 * import { HostVolume, openEngine, rgbToGray } from 'brightfield';
 * const pixel = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(200, 100, 0) });
 * using engine = await openEngine();
 * using grey = await engine.run(rgbToGray(pixel));
 * (await grey.read()).data; // 114.04
 */
export const rgbToGray = defineOp({
  name: 'rgbToGray',
  summary: 'Convert colours to grey levels.',
  inputs: colourInput,
  params: {},
  linear: true,
  lower([src], _params, refuse) {
    checkChannels(src, refuse);
    return mixed(src, [[0.2125, 0.7154, 0.0721]], undefined, refuse);
  },
});
