/** Sato's tubeness. */
import { defineOp } from '../../graph/operation.js';
import { ridgeParams, ridges } from './ridges.js';

/**
 * How strongly the image is curved across a tube, the greatest over `sigmas`: of the descending eigenvalues of σ² times the Hessian √|l1 l2|, in 2-D
 * |l1|, where l1 is positive, else 0. In units of the image; f32 of its shape, of n and c each by itself; NaN where a difference is not finite.
 * scikit-image 0.19's `sato`, on the values as they are: it divides integers by the greatest of their type. Throws
 * `ArgumentError` unless two or three axes are longer than one. Y. Sato et al., Three-dimensional multi-scale line filter, 1998.
 * @example
 * import { HostVolume, openEngine, sato } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 9, x: 9 } });
 * for (let y = 0; y < 9; y++) image.data[9 * y + 4] = 1;
 * using tubes = await engine.run(sato(image, { sigmas: [1], blackRidges: false }));
 * (await tubes.read()).at({ y: 4, x: 4 }) > 0.1; // true
 */
export const sato = defineOp({
  name: 'sato',
  summary: 'Measure tubes, after Sato.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: ridgeParams,
  lower: ([src], { blackRidges, ...scales }, refuse) =>
    ridges(src, scales, { measure: 'sato', sign: blackRidges ? 1 : -1 }, refuse),
});
