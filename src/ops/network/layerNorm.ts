/** Each sample by itself to mean 0 and deviation 1. */
import { type Axis, broadcastShapes, formatShape, sameShape } from '../../core/axes.js';
import { axes } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { affine, epsilonParam, normalisedBack, sharpness, standardised, statisticsOf } from './standardised.js';

const CHANNELS: readonly Axis[] = ['c'];

/**
 * (x - mean) / √(variance + `epsilon`) along axes, c unless said, then `scale` and `shift`, as PyTorch's `layer_norm`: any shape in, f32 of the same shape out. `axes: 'czyx'` takes
 * each image whole, `'x'` a table of tokens row by row. The variance is the biased one. A mean of 1e4 beside a deviation of 1 is right to 1e-5. The gradient goes through
 * the statistics.
 * Throws `ArgumentError` where scale or shift do not broadcast to the image along these axes alone. Source: Ba, Kiros, Hinton 2016, Layer normalization, equation 3.
 * @example
 * import { HostVolume, layerNorm, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(layerNorm(new HostVolume({ shape: { c: 2, x: 1 }, data: Float32Array.of(10, 30) })));
 * (await result.read()).data; // -1, 1
 */
export const layerNorm = defineOp({
  name: 'layerNorm',
  summary: 'Bring the features of each sample to mean 0 and deviation 1.',
  inputs: [{ name: 'src', doc: 'The samples.' }],
  optional: {
    scale: 'What the normalised numbers are multiplied by; of length 1 along other axes.',
    shift: 'What is added to them then; of length 1 along other axes.',
  },
  params: { axes: axes('The axes along which there is one mean; c where left out.'), ...epsilonParam },
  lower([src], { axes = CHANNELS, epsilon }, refuse, { scale, shift }) {
    const wanted = { n: 1, c: 1, z: 1, y: 1, x: 1 };
    for (const axis of axes) wanted[axis] = src.shape[axis];
    const fits = (node: Node): boolean => {
      const joint = broadcastShapes([node.shape, wanted]);
      return joint !== undefined && sameShape(joint, wanted);
    };
    for (const [name, node] of Object.entries({ scale, shift }))
      if (node && !fits(node)) refuse(`${name} must broadcast to ${formatShape(wanted)}`, formatShape(node.shape));
    const statistics = statisticsOf(src, { axes });
    return affine(standardised(src, statistics, sharpness(statistics.variance, epsilon)), scale, shift);
  },
  vjp([given], [src], { axes = CHANNELS, epsilon }, { scale, shift }) {
    if (!given) return [];
    const statistics = statisticsOf(src, { axes });
    const rate = sharpness(statistics.variance, epsilon);
    const back = normalisedBack(given, standardised(src, statistics, rate), rate, { axes }, scale);
    return [back.src, ...(scale ? [back.scale] : []), ...(shift ? [given] : [])];
  },
});
