/** Linear maps of the range of values. */
import { array, begun } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';
import { interval } from './interval.js';

/**
 * The linear map that takes one range to another, in f32: (x - from₀) / (from₁ - from₀) · (to₁ - to₀) + to₀. Nothing is
 * clipped, unlike skimage.exposure.rescale_intensity; `from` must be given, since nothing is measured. A range may descend.
 * Throws `ArgumentError` where a range is not two numbers, or `from` has no width.
 * @example
 * import { HostVolume, openEngine, mapRange } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 51, 255) });
 * using engine = await openEngine();
 * const result = await (await engine.run(mapRange(image, { from: [0, 255], to: [0, 1] }))).read(); // 0, 0.2, 1
 */
export const mapRange = defineOp({
  name: 'mapRange',
  summary: 'Map one range of values to another.',
  inputs: [{ name: 'x', doc: 'The image.' }],
  params: {
    from: begun(array('The range that is mapped: two numbers.'), ({ low, high }) => [low, high > low ? high : low + 1]),
    to: array('What its ends become: two numbers.', { default: [0, 1] }),
  },
  lower([x], params, refuse) {
    const [low, high] = interval('from', params.from, refuse);
    const [first, last] = interval('to', params.to, refuse);
    const slope = (last - first) / (high - low);
    if (!Number.isFinite(Math.fround(slope)))
      refuse('from must be two numbers far enough apart for a slope in f32', `[${low}, ${high}]`);
    return elementwise([x], refuse, ([value], upload) =>
      numeric('add', numeric('multiply', numeric('subtract', value, upload(low)), upload(slope)), upload(first)),
    );
  },
});
