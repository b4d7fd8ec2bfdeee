/** Minima of at least a height. */
import { defineOp } from '../../graph/operation.js';
import { prominent, prominentParams } from './prominent.js';

/**
 * The minima that stand at least h below every way to a lower voxel, as `skimage.morphology.h_minima`: u8, 1 there, of any shape and
 * type; n and c are a batch. An image whose range is below h has none. Floats that fall short of h by rounding (2e-6 of the value and of h) are taken; an h for whole
 * numbers counts as the next whole number. A NaN is no extremum and a wall. Throws `ArgumentError` where h is below 1e-9 or beyond the type.
 * Soille 2003, Morphological image analysis, §6.3.
 * @example
 * import { hMinima, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(4, 2, 3, 0, 4) });
 * using result = await engine.run(hMinima(line, { h: 2 }));
 * (await result.read()).data; // 0 0 0 1 0
 */
export const hMinima = defineOp({
  name: 'hMinima',
  summary: 'Find the minima that stand at least h below their surroundings.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: prominentParams,
  lower: ([src], { h, connectivity }, refuse) => prominent(src, h, connectivity, false, refuse),
});
