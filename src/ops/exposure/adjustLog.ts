/** Logarithmic correction. */
import { flag, number } from '../../core/params.js';
import { float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { curve } from './curve.js';

/**
 * gain · scale · log2(1 + x / scale), or with `inverse` gain · scale · (2^(x / scale) - 1), as `skimage.exposure.adjust_log`, where
 * scale is the greatest value of an integer type and 1 for floats. Any shape in, f32 of the same shape out, neither rounded nor
 * clipped (scikit-image truncates to the type of the image). NaN stays NaN; the logarithm below -scale is NaN.
 * @example
 * import { adjustLog, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(0, 0.5, 1) });
 * using brighter = await engine.run(adjustLog(image));
 * (await brighter.read()).data; // 0, 0.585, 1
 */
export const adjustLog = defineOp({
  name: 'adjustLog',
  summary: 'Correct an image by a logarithm or its inverse.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    gain: number('The factor.', { default: 1 }),
    inverse: flag('Whether to raise 2 to the power instead.', { default: false }),
  },
  lower: ([src], { gain, inverse }, refuse) =>
    curve(src, gain, refuse, (share, upload) =>
      inverse
        ? float('expm1', numeric('multiply', share, upload(Math.LN2)))
        : numeric('multiply', float('log1p', share), upload(Math.LOG2E)),
    ),
});
