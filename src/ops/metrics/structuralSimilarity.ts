/** How alike two images look around every voxel. */
import { type Axis, activeAxes, formatShape, type SpatialAxis } from '../../core/axes.js';
import { flag, integer, number } from '../../core/params.js';
import { constant, float, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { gaussianWeights } from '../filter/gaussian.js';
import { localMoments, type Moments } from '../filter/localMoments.js';
import { crop } from '../geometry/crop.js';
import { mean } from '../measure/mean.js';
import { finiteMask, overParams } from '../measure/over.js';
import { add, subtract } from '../pointwise/arithmetic.js';
import { checkPair, pairInputs, rangeParam } from './pair.js';

/** The Gaussian of the paper: sigma 1.5, cut at 3.5 sigmas. */
const BELL = { sigma: 1.5, radius: 5 } as const;

/**
 * (2 μa μb + C1)(2 σab + C2) / ((μa² + μb² + C1)(σa² + σb² + C2)) of the window around every voxel, with C = (K · dataRange)², as scikit-image's
 * `structural_similarity`: `map` (f32, of the shape of the images, 1 where they are equal) and `mean`, which leaves out half a window at each end of z, y and x; over all
 * voxels, or along `axes`, which keep length 1. n and c are a batch: the mean of colours is that of their channels. The window is
 * a box of `size` or, with `gaussianWeights`, a Gaussian of sigma 1.5 over 11 voxels; outside is `reflect`. Without `useSampleCovariance` variances are divided by
 * the number of voxels, as in the paper. Deviations are summed about each voxel, so that images far from 0 keep their digits.
 * NaN reaches the windows that hold one, and so the mean. `dataRange` is what the data could span and must be said. Throws `ArgumentError`
 * for images of different shapes or smaller than the window, an even size, and without `dataRange`.
 * Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, Image quality assessment: from error visibility to structural similarity, 2004, equation 13.
 * @example
 * import { HostVolume, openEngine, structuralSimilarity } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(1, 2, 1, 2, 1, 2, 1, 2) });
 * const image = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(2, 1, 2, 1, 2, 1, 2, 1) });
 * using similarity = await engine.run(structuralSimilarity(reference, image, { dataRange: 1, size: 3 }).mean);
 * (await similarity.read()).at({}); // -0.9730
 */
export const structuralSimilarity = defineOp({
  name: 'structuralSimilarity',
  summary: 'Measure how alike two images look, around every voxel and on average.',
  alsoKnownAs: ['ssim'],
  inputs: pairInputs,
  params: {
    ...rangeParam,
    size: integer('Length of the box, odd; not used with `gaussianWeights`.', {
      default: 7,
      min: 3,
      max: 9999,
      unit: 'voxel',
    }),
    gaussianWeights: flag('Whether the window is a Gaussian.', { default: false }),
    useSampleCovariance: flag('Whether variances are divided by one less than the voxels of a window.', {
      default: true,
    }),
    K1: number('Keeps the ratio of means finite, as a share of the range.', { default: 0.01, min: 0, max: 1 }),
    K2: number('Keeps the ratio of variances finite, as a share of the range.', { default: 0.03, min: 0, max: 1 }),
    ...overParams,
  },
  outputs: { mean: 'the mean of the map, half a window from its ends on', map: 'the similarity around every voxel' },
  lower([reference, image], { size, axes, K1, K2, ...how }, refuse) {
    checkPair(reference, image, refuse);
    const length = how.gaussianWeights ? 2 * BELL.radius + 1 : size;
    const active = checkWindow(reference, length, refuse);
    const voxels = length ** active.length;
    const [C1, C2] = [(K1 * how.dataRange) ** 2, (K2 * how.dataRange) ** 2];
    // both less the mean of the first: their sum would round what lies far from 0
    const level = mean(reference, { mask: finiteMask(reference) });
    const [x, y] = [subtract(asFloat(reference), level), subtract(asFloat(image), level)];
    // of the sum s and the difference d: 2 xy = (s² - d²) / 2 and x² + y² = (s² + d²) / 2, of means and of deviations alike
    const of = (v: Node): Moments => moments(v, length, how.gaussianWeights, refuse);
    const [s, d] = [of(add(x, y)), of(subtract(x, y))];
    const spread = how.useSampleCovariance ? voxels / (voxels - 1) : 1;
    const map = pointwise(
      [s.mean, s.variance, d.mean, d.variance, level],
      ([shifted = input(0), vs = input(1), md = input(2), vd = input(3), centre = input(4)], upload) => {
        const ms = numeric('add', shifted, numeric('multiply', centre, constant(2)));
        const both = numeric('multiply', ms, ms);
        const apart = numeric('multiply', md, md);
        // C over its factor, so that the halves cancel
        const [first, second] = [upload(2 * C1), upload((2 * C2) / spread)];
        const above = numeric(
          'multiply',
          numeric('add', numeric('subtract', both, apart), first),
          numeric('add', numeric('subtract', vs, vd), second),
        );
        const below = numeric(
          'multiply',
          numeric('add', numeric('add', both, apart), first),
          numeric('add', numeric('add', vs, vd), second),
        );
        return float('divide', above, below);
      },
    );
    return { map, mean: mean(withoutEnds(map, active, (length - 1) / 2), { axes }) };
  },
});

/** The axes of the window; refuses what no window fits into. */
function checkWindow(image: Node, length: number, refuse: RefuseCall): SpatialAxis[] {
  const active = activeAxes(image.shape);
  if (length % 2 === 0) refuse('size must be odd', `${length}`);
  if (active.length === 0 || active.some((axis) => image.shape[axis] < length))
    refuse(`the images must have at least ${length} voxels along the axes longer than one`, formatShape(image.shape));
  return active;
}

function moments(src: Node, length: number, bell: boolean, refuse: RefuseCall) {
  const all = (value: number) => ({ z: value, y: value, x: value });
  const weights = bell ? gaussianWeights(BELL.sigma, 0, BELL.radius) : undefined;
  return localMoments(src, { size: all(length), origin: all(0), border: 'reflect', value: 0, weights }, refuse);
}

function withoutEnds(map: Node, active: readonly SpatialAxis[], margin: number): Node {
  const along = (value: (axis: Axis) => number) => Object.fromEntries(active.map((axis) => [axis, value(axis)]));
  return crop(map, { start: along(() => margin), stop: along((axis) => map.shape[axis] - margin) });
}
