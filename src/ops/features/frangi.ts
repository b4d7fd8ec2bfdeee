/** Frangi's vesselness. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { ridgeParams, ridges } from './ridges.js';

/**
 * How much every voxel lies on a vessel, 0 to 1, the greatest over `sigmas`: from the eigenvalues of σ² times the Hessian, away from plates
 * (`alpha`, in 3-D), from blobs (`beta`) and from noise (`gamma`, in units of the image). f32 of the shape of the image, of n and c each by
 * itself; 0 where the image is constant, NaN where a difference is not finite. scikit-image 0.19's `frangi`, on the values as they are: it divides
 * integers by the greatest of their type. A constant border's `value` is one of the image, also where bright ridges are looked for.
 * Throws `ArgumentError` unless two or three axes are longer than one. A. F. Frangi et al., Multiscale vessel enhancement filtering, 1998.
 * @example
 * import { frangi, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 9, x: 9 } });
 * for (let y = 0; y < 9; y++) image.data[9 * y + 4] = 1;
 * using vessels = await engine.run(frangi(image, { sigmas: [1], blackRidges: false, gamma: 0.5 }));
 * (await vessels.read()).at({ y: 4, x: 4 }) > 0; // true
 */
export const frangi = defineOp({
  name: 'frangi',
  summary: 'Measure how much every voxel lies on a vessel, after Frangi.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    alpha: number('Sensitivity to plates.', { default: 0.5, min: 1e-6, max: 1e6 }),
    beta: number('Sensitivity to blobs.', { default: 0.5, min: 1e-6, max: 1e6 }),
    gamma: number('Sensitivity to texture and noise.', { default: 15, min: 1e-6, max: 1e6 }),
    ...ridgeParams,
  },
  lower: ([src], { alpha, beta, gamma, blackRidges, ...scales }, refuse) =>
    ridges(
      src,
      scales,
      {
        measure: 'frangi',
        sign: blackRidges ? -1 : 1,
        alpha: 2 * alpha ** 2,
        beta: 2 * beta ** 2,
        gamma: 2 * gamma ** 2,
      },
      refuse,
    ),
});
