/** Lightness and two oppositions as colours. */
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise, source } from '../../graph/primitive.js';
import { BENT, CURVES_OF_LAB, CURVES_OFFSET, D65, SHIFT, SLOPE } from './lab.js';
import { mixed } from './mixChannels.js';
import { alongChannels, checkChannels, colourInput } from './threeChannels.js';
import { rgbOf } from './xyz.js';

/** What the curves of X, Y and Z are at least. */
const LEAST = alongChannels(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0);

/**
 * CIE 1976 L*a*b* (white D65, observer of 2 degrees) to sRGB, as `skimage.color.lab2rgb`: three channels along c in, f32 of the same
 * shape out. Colours that sRGB has not are limited to 0 and 1, channel by channel, as scikit-image does, and so is the curve of Z at 0. Throws `ArgumentError`
 * unless there are three channels. CIE 15, Colorimetry.
 * @example
 * import { HostVolume, labToRgb, openEngine } from 'brightfield';
 * const grey = new HostVolume({ shape: { c: 3, x: 1 }, data: Float32Array.of(50, 0, 0) });
 * using engine = await openEngine();
 * using rgb = await engine.run(labToRgb(grey));
 * (await rgb.read()).data; // 0.4663, 0.4663, 0.4663
 */
export const labToRgb = defineOp({
  name: 'labToRgb',
  summary: 'Convert CIE L*a*b* to sRGB.',
  inputs: colourInput,
  params: {},
  lower([src], _params, refuse) {
    checkChannels(src, refuse);
    const curves = mixed(src, CURVES_OF_LAB, CURVES_OFFSET, refuse);
    const xyz = pointwise([curves, source(LEAST)], ([curve = input(0), least = input(1)]) => {
      const v = numeric('maximum', curve, least);
      return select(
        test('greater', v, constant(BENT)),
        numeric('multiply', v, numeric('multiply', v, v)),
        numeric('multiply', numeric('subtract', v, constant(SHIFT)), constant(1 / SLOPE)),
      );
    });
    return rgbOf(xyz, D65, refuse);
  },
});
