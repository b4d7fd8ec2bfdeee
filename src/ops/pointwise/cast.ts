/** Changing the element type. */
import { DTYPE_NAMES } from '../../core/dtype.js';
import { begun, choice } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';

const REAL = DTYPE_NAMES.filter((name) => name !== 'complex64');

/**
 * The same values in another element type. Whole-number types round half to even and saturate (300 becomes 255 in u8, -1
 * becomes 0), NaN becomes 0; f16 rounds to the nearest, beyond 65504 to infinity; f32 takes the nearest of a large i32 or u32.
 * Values are never rescaled.
 * @example
 * import { cast, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(-1, 2.5, 300) });
 * using engine = await openEngine();
 * const result = await (await engine.run(cast(image, { dtype: 'u8' }))).read(); // 0, 2, 255
 */
export const cast = defineOp({
  name: 'cast',
  summary: 'Change the element type, rounding and saturating.',
  alsoKnownAs: ['astype', 'convert'],
  inputs: [{ name: 'x', doc: 'A volume or a number.' }],
  params: { dtype: begun(choice('The element type of the result.', REAL), () => 'u8') },
  lower: ([x], { dtype }, refuse) => elementwise([x], refuse, ([value]) => value, dtype),
});
