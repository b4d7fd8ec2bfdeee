/**
 * Comparisons of two inputs that broadcast: u8 masks of 0 and 1. A NaN is neither greater, less nor equal, and differs from
 * everything. i32 and u32 are compared as such among their own kind and with numbers, everything else as f32.
 */
import { comparison } from './binary.js';

/**
 * 1 where a > b, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { greater, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(greater(image, 2))).read(); // 0, 0, 1
 */
export const greater = comparison('greater', 'Tell where the first volume is greater.');

/**
 * 1 where a >= b, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { greaterEqual, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(greaterEqual(image, 2))).read(); // 0, 1, 1
 */
export const greaterEqual = comparison('greaterEqual', 'Tell where the first volume is greater or equal.');

/**
 * 1 where a < b, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, less, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(less(image, 2))).read(); // 1, 0, 0
 */
export const less = comparison('less', 'Tell where the first volume is less.');

/**
 * 1 where a <= b, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, lessEqual, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(lessEqual(image, 2))).read(); // 1, 1, 0
 */
export const lessEqual = comparison('lessEqual', 'Tell where the first volume is less or equal.');

/**
 * 1 where a = b; NaN equals nothing, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { equal, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(equal(image, 2))).read(); // 0, 1, 0
 */
export const equal = comparison('equal', 'Tell where two volumes are equal.');

/**
 * 1 where a ≠ b; NaN differs from everything, itself included, else 0 (u8). Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, notEqual, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(notEqual(image, 2))).read(); // 1, 0, 1
 */
export const notEqual = comparison('notEqual', 'Tell where two volumes differ.');
