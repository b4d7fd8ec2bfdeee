/** Every channel of every image to mean 0 and deviation 1. */
import { defineOp } from '../../graph/operation.js';
import { groupNorm } from './groupNorm.js';
import { affineInputs, epsilonParam } from './standardised.js';

/**
 * `groupNorm` with as many groups as channels, as PyTorch's `instance_norm`: any shape in, f32 of the same shape out. Throws `ArgumentError` where scale or shift are not
 * one number for each channel. Source: Ulyanov, Vedaldi, Lempitsky 2016, Instance normalization, equation 4.
 * @example
 * import { HostVolume, instanceNorm, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(instanceNorm(new HostVolume({ shape: { x: 2 }, data: Float32Array.of(10, 30) })));
 * (await result.read()).data; // -1, 1
 */
export const instanceNorm = defineOp({
  name: 'instanceNorm',
  summary: 'Bring every channel of each image to mean 0 and deviation 1.',
  inputs: [{ name: 'src', doc: 'The image, its channels along c.' }],
  optional: affineInputs,
  params: epsilonParam,
  lower: ([src], { epsilon }, _refuse, { scale, shift }) =>
    groupNorm(src, { groups: src.shape.c, epsilon, scale, shift }),
});
