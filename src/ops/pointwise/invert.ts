/** The negative of an image. */
import { number } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { literal } from '../../graph/primitive.js';
import { elementwise } from './elementwise.js';

/**
 * max - x: 1 - x for images in [0, 1], 255 - x for bytes with `max: 255`. f32; i32 and u32 stay so where `max` is whole.
 * @example
 * import { HostVolume, invert, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 100, 255) });
 * using engine = await openEngine();
 * const result = await (await engine.run(invert(image, { max: 255 }))).read(); // 255, 155, 0
 */
export const invert = defineOp({
  name: 'invert',
  summary: 'Subtract every voxel from the greatest value.',
  alsoKnownAs: ['bitwise_not'],
  inputs: [{ name: 'x', doc: 'The image.' }],
  params: { max: number('What becomes 0.', { default: 1 }) },
  lower: ([x], { max }, refuse) =>
    elementwise([literal(max), x], refuse, ([top, value]) => numeric('subtract', top, value)),
});
