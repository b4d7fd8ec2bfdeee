/** Limiting values to an interval. */
import { numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';

/**
 * min(max(x, min), max), as np.clip: a bound that is left out does not bind, and where they cross the upper one wins. Bounds
 * are numbers or volumes that broadcast (an Otsu threshold, say). NaN stays NaN. i32 and u32 stay so where the bounds are whole.
 * Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { clamp, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(-1, 0.5, 2) });
 * using engine = await openEngine();
 * const result = await (await engine.run(clamp(image, { min: 0, max: 1 }))).read(); // 0, 0.5, 1
 */
export const clamp = defineOp({
  name: 'clamp',
  summary: 'Limit values to an interval.',
  alsoKnownAs: ['clip', 'hardtanh', 'relu6'],
  inputs: [{ name: 'x', doc: 'A volume or a number.' }],
  optional: { min: 'The least value of the result.', max: 'The greatest value of the result.' },
  params: {},
  lower([x], _params, refuse, { min, max }) {
    const bounds = [min, max].filter((node) => node !== undefined);
    return elementwise([x, ...bounds], refuse, ([value, ...limits]) => {
      const low = min && limits[0];
      const high = max && limits.at(-1);
      const raised = low ? numeric('maximum', value, low) : value;
      return high ? numeric('minimum', raised, high) : raised;
    });
  },
});
