/**
 * Arithmetic of two inputs, with NumPy's broadcasting over named axes and IEEE 754's NaN and infinities. Results are f32; two
 * inputs of i32, or of u32, stay so and wrap at the ends of the type as NumPy's do. A whole number beside one is of its type.
 */
import { float, numeric } from '../../graph/expr.js';
import { binary } from './binary.js';

/**
 * a + b, voxel by voxel. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { add, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(add(image, 10))).read(); // 11, 12, 13
 */
export const add = binary('add', 'Add two volumes.', (a, b) => numeric('add', a, b), true);

/**
 * a - b, voxel by voxel. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, openEngine, subtract } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(subtract(image, 1))).read(); // 0, 1, 2
 */
export const subtract = binary(
  'subtract',
  'Subtract the second volume from the first.',
  (a, b) => numeric('subtract', a, b),
  true,
);

/**
 * a · b, voxel by voxel. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, multiply, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * const gain = new HostVolume({ shape: { c: 2 }, data: Float32Array.of(1, 10) });
 * using engine = await openEngine();
 * const result = await (await engine.run(multiply(image, gain))).read(); // two channels: 1, 2, 3 and 10, 20, 30
 */
export const multiply = binary('multiply', 'Multiply two volumes.', (a, b) => numeric('multiply', a, b));

/**
 * a / b in f32, voxel by voxel, whatever the types: x/0 is an infinity and 0/0 is NaN.
 * Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { divide, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Uint8Array.of(0, 51, 255) });
 * using engine = await openEngine();
 * const result = await (await engine.run(divide(image, 255))).read(); // 0, 0.2, 1
 */
export const divide = binary('divide', 'Divide the first volume by the second.', (a, b) => float('divide', a, b));

/**
 * a to the power of b in f32, with C99's special cases: 1 to anything and anything to 0 are 1, NaN included; a negative
 * number to a power that is not whole is NaN. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, openEngine, power } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(power(image, 2))).read(); // 1, 4, 9
 */
export const power = binary('power', 'Raise the first volume to the power of the second.', (a, b) =>
  float('power', a, b),
);

/**
 * The smaller of a and b; NaN where either is NaN, as np.minimum. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, minimum, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(minimum(image, 2))).read(); // 1, 2, 2
 */
export const minimum = binary('minimum', 'Take the smaller of two volumes.', (a, b) => numeric('minimum', a, b));

/**
 * The greater of a and b; NaN where either is NaN, as np.maximum. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { HostVolume, maximum, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(maximum(image, 2))).read(); // 2, 2, 3
 */
export const maximum = binary('maximum', 'Take the greater of two volumes.', (a, b) => numeric('maximum', a, b));
