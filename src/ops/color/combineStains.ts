/** Amounts of stain as colours. */
import { float, input } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { mixed } from './mixChannels.js';
import { DARKEST, stainColours, stainParams } from './stains.js';
import { checkChannels, colourInput } from './threeChannels.js';
import { unit } from './xyz.js';

/**
 * What `separateStains` takes apart, put together, as `skimage.color.combine_stains`: amounts of three stains along c in, f32 red, green and
 * blue along c out, limited to 0 and 1. A stain is left out by a weight of 0 before (`mixChannels`). Throws `ArgumentError` unless there are
 * three channels, or where the colours of the stains do not differ. Ruifrok and Johnston 2001, Quantification of histochemical staining by color deconvolution.
 * @example
 * import { combineStains, HostVolume, openEngine } from 'brightfield';
 * const amounts = new HostVolume({ shape: { c: 3, x: 1 }, data: Float32Array.of(0.1, 0, 0) });
 * using engine = await openEngine();
 * using haematoxylin = await engine.run(combineStains(amounts));
 * (await haematoxylin.read()).data; // 0.4074, 0.3802, 0.6699
 */
export const combineStains = defineOp({
  name: 'combineStains',
  summary: 'Put the stains of a bright-field image together.',
  inputs: colourInput,
  params: stainParams,
  lower([src], { stains, matrix }, refuse) {
    checkChannels(src, refuse);
    const colours = stainColours(stains, matrix, refuse);
    const rows = [0, 1, 2].map((channel) => colours.map((row) => (row[channel] ?? 0) * Math.log(DARKEST)));
    return pointwise([mixed(src, rows, undefined, refuse)], ([v = input(0)]) => unit(float('exp', v)));
  },
});
