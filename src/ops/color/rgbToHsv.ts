/** Colours as hue, saturation and value. */
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { checkChannels, colourInput, dataRange, sharesOf } from './threeChannels.js';

/**
 * sRGB to hue, saturation and value, as `skimage.color.rgb2hsv`: three channels along c in, f32 of the same shape out, all from 0 to 1. The
 * hue is in turns: 0 red, 1/3 green, 2/3 blue; greys have hue and saturation 0. `dataRange` is the number of full intensity. Where a channel is not
 * finite, so is the pixel. Throws `ArgumentError` unless there are three channels. Smith 1978, Color gamut transform pairs.
 * @example
 * import { HostVolume, openEngine, rgbToHsv } from 'brightfield';
 * const lime = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(0, 204, 0) });
 * using engine = await openEngine();
 * using hsv = await engine.run(rgbToHsv(lime));
 * (await hsv.read()).data; // 0.3333, 1, 0.8
 */
export const rgbToHsv = defineOp({
  name: 'rgbToHsv',
  summary: 'Convert sRGB to hue, saturation and value.',
  inputs: colourInput,
  params: { dataRange },
  lower([src], { dataRange }, refuse) {
    checkChannels(src, refuse);
    return kernelOf({
      kernel: 'color/rgbToHsv',
      inputs: { src: { node: sharesOf(src, dataRange), reach: { c: 'all' } } },
      outputs: { dst: describedAs(src, { dtype: 'f32' }) },
      along: 'c',
      tile: { y: 3 },
    });
  },
});
