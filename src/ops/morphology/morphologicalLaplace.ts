/** The Laplacian of morphology. */
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * Morphological Laplacian: `(dilation(x) - x) - (x - erosion(x))`, exactly 0 of a constant and of a slope, above 0 in valleys.
 * Any shape and type in, f32 of the same shape out, since it has a sign (whole numbers beyond 2²⁴ are rounded). Source: L. J. van Vliet, I. T. Young and
 * G. L. Beckers 1989; scipy.ndimage's `morphological_laplace`, whose result has the type of the image and wraps.
 * A NaN in the window gives NaN. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { HostVolume, morphologicalLaplace, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 3, 3, 3) });
 * using result = await engine.run(morphologicalLaplace(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 0 3 -3 0 0
 */
export const morphologicalLaplace = defineOp({
  name: 'morphologicalLaplace',
  summary: 'Take the dilation and the erosion less twice the image: bright in valleys, dark on ridges.',
  alsoKnownAs: ['morphological_laplacian'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) =>
    pointwise(
      [extreme(src, window, false, mirror), extreme(src, window, true), src].map(asFloat),
      ([above = input(0), below = input(1), x = input(2)]) =>
        numeric('subtract', numeric('subtract', above, x), numeric('subtract', x, below)),
      'f32',
    ),
});
