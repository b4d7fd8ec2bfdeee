/** Gamma correction on the scale of the type. */
import { number } from '../../core/params.js';
import { float } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { curve } from './curve.js';

/**
 * gain · scale · (x / scale)^gamma, as `skimage.exposure.adjust_gamma`, where scale is the greatest value of an integer type and 1
 * for floats. Any shape in, f32 of the same shape out, neither rounded nor clipped (scikit-image truncates to the type of the
 * image; `cast` does that). NaN stays NaN; numbers below zero, which scikit-image refuses, become NaN unless gamma is whole.
 * Throws `ArgumentError` for a gamma below zero.
 * @example
 * import { adjustGamma, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(0, 0.5, 1) });
 * using darker = await engine.run(adjustGamma(image, { gamma: 2 }));
 * (await darker.read()).data; // 0, 0.25, 1
 */
export const adjustGamma = defineOp({
  name: 'adjustGamma',
  summary: 'Correct the gamma on the scale of the type.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    gamma: number('The exponent: below 1 brightens, above 1 darkens.', { default: 1, min: 0 }),
    gain: number('The factor.', { default: 1 }),
  },
  lower: ([src], { gamma, gain }, refuse) =>
    curve(src, gain, refuse, (share, upload) => float('power', share, upload(gamma))),
});
