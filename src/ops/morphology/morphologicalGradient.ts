/** Beucher's gradient. */
import { defineOp } from '../../graph/operation.js';
import { difference } from './difference.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * Morphological gradient: `dilation(x) - erosion(x)`, exactly 0 of a constant.
 * Any shape and type in, the same out. Source: S. Beucher 1990; scipy.ndimage's of the same name.
 * A NaN in the window gives NaN; a difference beyond the type is its end. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { morphologicalGradient, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 3, 3, 3) });
 * using result = await engine.run(morphologicalGradient(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 0 3 3 0 0
 */
export const morphologicalGradient = defineOp({
  name: 'morphologicalGradient',
  summary: 'Take the dilation less the erosion: how much a neighbourhood varies.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) => difference(extreme(src, window, false, mirror), extreme(src, window, true)),
});
