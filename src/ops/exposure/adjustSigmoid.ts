/** Contrast by a sigmoid. */
import { flag, number } from '../../core/params.js';
import { constant, float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { curve } from './curve.js';

/**
 * scale / (1 + e^(gain · (cutoff - x / scale))), or with `inverse` scale minus that, as `skimage.exposure.adjust_sigmoid`, where
 * scale is the greatest value of an integer type and 1 for floats. Any shape in, f32 of the same shape out, from 0 to scale,
 * not rounded (scikit-image truncates to the type of the image). NaN stays NaN.
 * Braun 1999, Image lightness rescaling using sigmoidal contrast enhancement functions.
 * @example
 * import { adjustSigmoid, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(0, 0.5, 1) });
 * using result = await engine.run(adjustSigmoid(image));
 * (await result.read()).data; // 0.0067, 0.5, 0.993
 */
export const adjustSigmoid = defineOp({
  name: 'adjustSigmoid',
  summary: 'Raise the contrast around a grey level by a sigmoid.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    cutoff: number('The share of the scale that becomes half of it.', { default: 0.5 }),
    gain: number('The steepness.', { default: 10 }),
    inverse: flag('Whether bright becomes dark.', { default: false }),
  },
  lower: ([src], { cutoff, gain, inverse }, refuse) =>
    curve(src, 1, refuse, (share, upload) => {
      // 1 - 1 / (1 + e^t) is 1 / (1 + e^-t), without the loss of digits
      const slope = upload(inverse ? -gain : gain);
      const exponent = numeric('multiply', slope, numeric('subtract', upload(cutoff), share));
      return float('divide', constant(1), numeric('add', constant(1), float('exp', exponent)));
    }),
});
