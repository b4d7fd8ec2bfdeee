/** White top-hat. */
import { defineOp } from '../../graph/operation.js';
import { difference } from './difference.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * White top-hat: x less its opening.
 * Any shape and type in, the same out. Source: F. Meyer 1979; J. Serra 1982.
 * A NaN in the window gives NaN; a difference beyond the type is its end. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { whiteTophat, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 9, 2, 2, 2) });
 * using result = await engine.run(whiteTophat(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 0 7 0 0 0
 */
export const whiteTophat = defineOp({
  name: 'whiteTophat',
  summary: 'Keep what is brighter than its surroundings and does not hold the footprint.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) => difference(src, extreme(extreme(src, window, true), window, false, mirror)),
});
