/** Flat opening. */
import { defineOp } from '../../graph/operation.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * Opening: `dilation(erosion(x))`; nowhere above x, and the same when done again (with `mirror`, inside the border `ignore`).
 * Any shape and type in, the same out; a mask stays u8. Source: J. Serra, Image Analysis and Mathematical Morphology, 1982.
 * A NaN in the window gives NaN. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { opening, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 9, 2, 2, 2) });
 * using result = await engine.run(opening(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 0 2 2 2 2
 */
export const opening = defineOp({
  name: 'opening',
  summary: 'Remove what is brighter than its surroundings and does not hold the footprint.',
  alsoKnownAs: ['binary_opening', 'grey_opening', 'isotropic_opening'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) => extreme(extreme(src, window, true), window, false, mirror),
});
