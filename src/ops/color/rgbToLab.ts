/** Colours as lightness and two oppositions. */
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { BEND, D65, LAB_OF_CURVES, LAB_OFFSET, SHIFT, SLOPE } from './lab.js';
import { mixed } from './mixChannels.js';
import { checkChannels, colourInput, dataRange, sharesOf } from './threeChannels.js';
import { powered, xyzOf } from './xyz.js';

/**
 * sRGB to CIE 1976 L*a*b* (white D65, observer of 2 degrees), as `skimage.color.rgb2lab`: three channels along c in, f32 of the same shape out,
 * L* from 0 to 100, a* and b* about from -107 to 98; Euclidean distances are differences as they are seen. `dataRange`
 * is the number of full intensity. Where a channel is not finite, so is the pixel. Throws `ArgumentError` unless there are three channels:
 * alpha is not dropped unasked. CIE 15, Colorimetry.
 * @example
 * import { HostVolume, openEngine, rgbToLab } from 'brightfield';
 * const red = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(255, 0, 0) });
 * using engine = await openEngine();
 * using lab = await engine.run(rgbToLab(red));
 * (await lab.read()).data; // 53.24, 80.09, 67.2
 */
export const rgbToLab = defineOp({
  name: 'rgbToLab',
  summary: 'Convert sRGB to CIE L*a*b*.',
  inputs: colourInput,
  params: { dataRange },
  lower([src], { dataRange }, refuse) {
    checkChannels(src, refuse);
    const xyz = xyzOf(sharesOf(src, dataRange), D65, refuse);
    const curves = pointwise([xyz], ([t = input(0)]) =>
      select(
        test('greater', t, constant(BEND)),
        powered(t, 1 / 3),
        numeric('add', numeric('multiply', t, constant(SLOPE)), constant(SHIFT)),
      ),
    );
    return mixed(curves, LAB_OF_CURVES, LAB_OFFSET, refuse);
  },
});
