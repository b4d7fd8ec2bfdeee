/** Stained tissue as amounts of stain. */
import { constant, float, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { invertMatrix } from './matrix.js';
import { mixed } from './mixChannels.js';
import { DARKEST, stainColours, stainParams } from './stains.js';
import { checkChannels, colourInput, dataRange, sharesOf } from './threeChannels.js';

/**
 * Colour deconvolution of bright-field images, as `skimage.color.separate_stains`: red, green and blue along c in, f32 amounts of three stains
 * along c out, not below 0. Densities are log(share) / log(1e-6), of shares of at least 1e-6, and are solved for the
 * stains' colours; of two stains the third channel is what neither colours. `dataRange` is the number of white. Where a channel is NaN, so is
 * the pixel. Throws `ArgumentError` unless there are three channels, or where the colours of the stains do not differ. Ruifrok and Johnston 2001,
 * Quantification of histochemical staining by color deconvolution.
 * @example
 * import { HostVolume, openEngine, separateStains } from 'brightfield';
 * const tissue = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(90, 60, 140) });
 * using engine = await openEngine();
 * using amounts = await engine.run(separateStains(tissue));
 * (await amounts.read()).data; // haematoxylin 0.0932, eosin 0.0291, DAB 0.0168
 */
export const separateStains = defineOp({
  name: 'separateStains',
  summary: 'Separate the stains of a bright-field image.',
  inputs: colourInput,
  params: { ...stainParams, dataRange },
  lower([src], { stains, matrix, dataRange }, refuse) {
    checkChannels(src, refuse);
    const solved = invertMatrix(stainColours(stains, matrix, refuse));
    const densities = pointwise([sharesOf(src, dataRange)], ([v = input(0)]) =>
      numeric('multiply', float('log', numeric('maximum', v, constant(DARKEST))), constant(1 / Math.log(DARKEST))),
    );
    const rows = [0, 1, 2].map((stain) => solved.map((row) => row[stain] ?? 0));
    return pointwise([mixed(densities, rows, undefined, refuse)], ([v = input(0)]) =>
      numeric('maximum', v, constant(0)),
    );
  },
});
