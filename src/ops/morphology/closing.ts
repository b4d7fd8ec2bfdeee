/** Flat closing. */
import { defineOp } from '../../graph/operation.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * Closing: `erosion(dilation(x))`; nowhere below x, and the same when done again (with `mirror`, inside the border `ignore`).
 * Any shape and type in, the same out; a mask stays u8. Source: J. Serra, Image Analysis and Mathematical Morphology, 1982.
 * A NaN in the window gives NaN. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { closing, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(5, 0, 5, 1, 1) });
 * using result = await engine.run(closing(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 5 5 5 1 1
 */
export const closing = defineOp({
  name: 'closing',
  summary: 'Fill what is darker than its surroundings and does not hold the footprint.',
  alsoKnownAs: ['binary_closing', 'grey_closing', 'isotropic_closing'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) => extreme(extreme(src, window, false, mirror), window, true),
});
