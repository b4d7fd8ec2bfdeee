/** Smoothing that keeps edges, by closeness in place and in value. */
import { activeAxes, SPATIAL_AXES } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { integer, number } from '../../core/params.js';
import { constant, float, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { finiteMask } from '../measure/over.js';
import { standardDeviation } from '../measure/standardDeviation.js';
import { bilateralBack } from './bilateralBack.js';

/**
 * The mean of the window around every voxel, weighted by exp(-d²/2·sigmaColor²) of the difference in value and
 * exp(-r²/2·sigmaSpatial²) of the distance, along the axes longer than one voxel. Any shape in, f32 of the same shape out; n and c
 * are batch. `sigmaColor` is a number, in units of the image, or a volume that broadcasts; left out, it is the standard deviation of the finite voxels of
 * each n and c, measured on the GPU. scikit-image 0.19's `denoise_bilateral` for grey images (2-D there), without its division of
 * integers by their range, with the exponent itself where scikit-image looks it up in `bins` steps, and with the spatial weights
 * in the middle of the window (0.19 reads its table of them with the wrong width, which skews them).
 * A neighbour that is NaN or infinite takes no part; a voxel that is stays as it is. Beyond 1.7e38 neighbours count as that. Throws `ArgumentError` for an even `winSize`
 * or a sigma that is not above 0. Its gradient is that of the weights, too, and of the deviation where `sigmaColor` is left out. Source: C. Tomasi, R. Manduchi, Bilateral filtering for gray and color images, 1998.
 * @example
 * import { denoiseBilateral, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0.1, 0, 5, 5.1, 5) });
 * using smooth = await engine.run(denoiseBilateral(step, { sigmaColor: 0.5, sigmaSpatial: 1 }));
 * (await smooth.read()).at({ x: 2 }); // about 0.03: nothing comes over the step
 */
export const denoiseBilateral = defineOp({
  name: 'denoiseBilateral',
  summary: 'Smooth and keep edges, by closeness in place and in value.',
  alsoKnownAs: ['bilateralFilter', 'bilateral'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: {
    sigmaColor:
      'Standard deviation of the weights over differences in value; that of each image when left out. It broadcasts to the image.',
  },
  params: {
    sigmaSpatial: number('Standard deviation of the weights over distance.', {
      default: 1,
      min: 1e-3,
      max: 300,
      unit: 'voxel',
    }),
    winSize: optional(
      integer('Length of the window, odd; max(5, 2 · ceil(3 · sigmaSpatial) + 1) when left out.', {
        min: 1,
        max: 1999,
        unit: 'voxel',
      }),
    ),
    ...borderParams,
  },
  lower([src], { sigmaSpatial, winSize, border, value }, refuse, { sigmaColor }) {
    const length = winSize ?? Math.max(5, 2 * Math.ceil(3 * sigmaSpatial) + 1);
    if (length % 2 === 0) refuse('winSize must be odd', `${length}`);
    if (sigmaColor?.call.kind === 'literal' && !(sigmaColor.call.value > 0))
      refuse('sigmaColor must be above 0', `${sigmaColor.call.value}`);
    for (const axis of ['n', 'c', ...SPATIAL_AXES] as const)
      if (sigmaColor && sigmaColor.shape[axis] !== 1 && sigmaColor.shape[axis] !== src.shape[axis])
        refuse('sigmaColor must broadcast to the image', `${sigmaColor.shape[axis]} along ${axis}`);
    const axes = activeAxes(src.shape);
    const ext = (length - 1) / 2;
    const extent = (axis: 'z' | 'y' | 'x'): number => (axes.includes(axis) ? ext : 0);
    const width = 2 * extent('x') + 1;
    const left = Math.ceil(extent('x') / 4);
    // groups past the last tap are looked up too, and not used
    const far = Math.max(extent('z'), extent('y'), left * 4 + 16, extent('x') + 16);
    const decay = decayOf(src, sigmaColor);
    const near = Math.LOG2E / 2 / sigmaSpatial ** 2;
    return kernelOf({
      kernel: 'restoration/bilateral',
      inputs: {
        src: {
          node: src,
          as: 'f32',
          loads: ((2 * extent('z') + 1) * (2 * extent('y') + 1) * (width + 6)) / 4,
          reach: Object.fromEntries(axes.map((axis) => [axis, borderReach(axis, ext, ext, border)])),
        },
        decay: { node: decay, as: 'f32' },
      },
      outputs: { dst: describedAs(src, { dtype: 'f32' }) },
      constants: {
        ...borderConstants(border, far, Math.min(...axes.map((axis) => src.shape[axis]))),
        SHIFT: left * 4 - extent('x'),
        REST: width % 4,
      },
      params: {
        outside: value,
        near,
        ext_x: extent('x'),
        ext_y: extent('y'),
        ext_z: extent('z'),
        groups: Math.floor(width / 4),
        left,
      },
      interior: { constants: INSIDE },
      gradient: {
        kind: 'vjp',
        of: [src, decay],
        vjp: ([given]) => (given ? bilateralBack(given, src, decay, { axes, ext, near, border, value }) : []),
      },
    });
  },
});

/** log2(e) / (2 sigma²): bounded, so that a constant image, whose deviation is 0, stays as it is. */
function decayOf(src: Node, sigmaColor: Node | undefined): Node {
  const image = asFloat(src);
  const finite = finiteMask(image);
  const sigma = sigmaColor ?? standardDeviation(image, { axes: SPATIAL_AXES, mask: finite });
  return pointwise(
    [sigma],
    ([s = input(0)]) =>
      numeric(
        'maximum',
        numeric('minimum', float('divide', constant(Math.LOG2E / 2), numeric('multiply', s, s)), constant(1e30)),
        constant(1e-30),
      ),
    'f32',
  );
}
