/** Gamma correction. */
import { number } from '../../core/params.js';
import { float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';

/**
 * gain · x^gamma in f32, as skimage.exposure.adjust_gamma on images in [0, 1]; NaN below zero unless gamma is whole. Nothing
 * is rescaled: bring integers to [0, 1] first.
 * @example
 * import { gamma, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(0, 0.25, 1) });
 * using engine = await openEngine();
 * const result = await (await engine.run(gamma(image, { gamma: 0.5 }))).read(); // 0, 0.5, 1
 */
export const gamma = defineOp({
  name: 'gamma',
  summary: 'Correct the gamma of an image.',
  inputs: [{ name: 'x', doc: 'The image, in [0, 1].' }],
  params: {
    gamma: number('The exponent: below 1 brightens, above 1 darkens.', { default: 1, min: 0 }),
    gain: number('The factor.', { default: 1 }),
  },
  lower: ([x], params, refuse) =>
    elementwise([x], refuse, ([value], upload) =>
      numeric('multiply', float('power', value, upload(params.gamma)), upload(params.gain)),
    ),
});
