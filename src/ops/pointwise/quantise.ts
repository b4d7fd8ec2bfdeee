/** Reducing an image to few levels. */
import { array, begun, integer } from '../../core/params.js';
import { float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';
import { interval } from './interval.js';

/**
 * The nearest of so many levels in f32, evenly spaced from the lower to the upper end of the range, both included. Numbers
 * outside go to the end level, half-way ones to the even level (np.round). NaN stays NaN.
 * Throws `ArgumentError` where the range does not ascend.
 * @example
 * import { HostVolume, openEngine, quantise } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(0.1, 0.4, 0.9) });
 * using engine = await openEngine();
 * const result = await (await engine.run(quantise(image, { levels: 3 }))).read(); // 0, 0.5, 1
 */
export const quantise = defineOp({
  name: 'quantise',
  summary: 'Reduce an image to evenly spaced levels.',
  alsoKnownAs: ['quantize'],
  inputs: [{ name: 'x', doc: 'The image.' }],
  params: {
    levels: begun(integer('How many levels there are.', { min: 2, max: 16_777_216 }), () => 4),
    range: array('The lowest and the highest level.', { default: [0, 1] }),
  },
  lower([x], { levels, range }, refuse) {
    const [low, high] = interval('range', range, refuse);
    const perLevel = (levels - 1) / (high - low);
    if (!(high > low) || !Number.isFinite(Math.fround(perLevel)))
      refuse('range must be two ascending numbers', `[${low}, ${high}]`);
    return elementwise([x], refuse, ([value], upload) => {
      const position = numeric('multiply', numeric('subtract', value, upload(low)), upload(perLevel));
      const inside = numeric('minimum', numeric('maximum', position, upload(0)), upload(levels - 1));
      return numeric('add', numeric('multiply', float('round', inside), upload(1 / perLevel)), upload(low));
    });
  },
});
