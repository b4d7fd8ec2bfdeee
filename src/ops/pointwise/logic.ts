/** Logic of masks: u8 results of 0 and 1. Anything but zero counts as true, NaN included, as in NumPy. */
import { test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { binary } from './binary.js';
import { elementwise } from './elementwise.js';

/**
 * 1 where both are true, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { and, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 0, 1) });
 * const other = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 1, 1) });
 * using engine = await openEngine();
 * const result = await (await engine.run(and(image, other))).read(); // 0, 0, 1
 */
export const and = binary('and', 'Tell where both volumes are true.', (a, b) => test('and', a, b));

/**
 * 1 where either is true, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, openEngine, or } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 0, 1) });
 * const other = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 1, 1) });
 * using engine = await openEngine();
 * const result = await (await engine.run(or(image, other))).read(); // 0, 1, 1
 */
export const or = binary('or', 'Tell where either volume is true.', (a, b) => test('or', a, b));

/**
 * 1 where a voxel is zero, else 0 (u8).
 * @example
 * import { HostVolume, not, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 1, 2) });
 * using engine = await openEngine();
 * const result = await (await engine.run(not(image))).read(); // 1, 0, 0
 */
export const not = defineOp({
  name: 'not',
  summary: 'Tell where a volume is zero.',
  inputs: [{ name: 'x', doc: 'A mask, or any volume.' }],
  params: {},
  lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([x]) => test('not', x)),
});
