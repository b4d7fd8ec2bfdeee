/** Scharr edges. */
import { defineOp } from '../../graph/operation.js';
import { EDGES, edgeParams, edges } from './differences.js';

/**
 * Edges by differences over two voxels, smoothed by [3, 10, 3] / 16 across every other axis longer than one.
 * The magnitude is √(Σ s² / number of axes), never negative, in units of the image over **two** voxels: a difference is not
 * halved, so a ramp of one a voxel has a component of 2. With `axis`: that signed component. Any shape in, f32 of the same
 * shape out; zeros where no axis is longer than one. scikit-image 0.19's `scharr`, except that a `constant` border has
 * its `value` here and that a line gives a magnitude. Throws `ArgumentError` for a parameter out of range.
 * Source: H. Scharr, Optimale Operatoren in der digitalen Bildverarbeitung, 2000.
 * @example
 * import { HostVolume, openEngine, scharr } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(0, 1, 2, 3, 0, 1, 2, 3) });
 * using edge = await engine.run(scharr(ramp, { axis: 'x' }));
 * (await edge.read()).at({ x: 1 }); // 2
 */
export const scharr = defineOp({
  name: 'scharr',
  summary: 'Find edges with the Scharr operator.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: edgeParams,
  linear: ({ axis, border, value }) => axis !== undefined && (border !== 'constant' || value === 0),
  lower: ([src], params) => edges(src, EDGES.scharr, params),
});
