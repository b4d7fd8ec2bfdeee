/** Black top-hat. */
import { defineOp } from '../../graph/operation.js';
import { difference } from './difference.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * Black top-hat: the closing of x less x.
 * Any shape and type in, the same out. Source: F. Meyer 1979; J. Serra 1982.
 * A NaN in the window gives NaN; a difference beyond the type is its end. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { blackTophat, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(5, 0, 5, 1, 1) });
 * using result = await engine.run(blackTophat(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 0 5 0 0 0
 */
export const blackTophat = defineOp({
  name: 'blackTophat',
  summary: 'Keep what is darker than its surroundings and does not hold the footprint.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) => difference(extreme(extreme(src, window, false, mirror), window, true), src),
});
