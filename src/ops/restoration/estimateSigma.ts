/** How much noise an image has, from the image alone. */
import { activeAxes, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import { constant, input, numeric, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise, source, view } from '../../graph/primitive.js';
import { convolveAxis } from '../filter/convolveAxis.js';
import { pad } from '../geometry/pad.js';
import { quantile } from '../measure/quantile.js';

const ROOT = Math.sqrt(3);
/** Daubechies's high-pass filter of four taps is (1, -1) convolved with these. */
const HALF_FILTER = [-1 - ROOT, 2, ROOT - 1].map((tap) => tap / (4 * Math.SQRT2));

/** The three quarters point of the bell curve: half of its numbers are nearer to the mean. */
const MEDIAN_TO_SIGMA = 1 / 0.6744897501960817;

/**
 * The standard deviation of white noise on an image, from its finest details: the median of |d| / 0.6745 over the wavelet coefficients d that are fine along all axes longer than one (Daubechies's of four taps,
 * image continued by its reflection), in which an image that is smooth has little but noise (D. L. Donoho, I. M. Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994, section 4.2). scikit-image's `estimate_sigma`. Coefficients that are 0 are left out,
 * which are those where the image is constant (here for certain: differences are taken first). One f32 for each n and c, in units of the image. Texture counts as noise, and noise that was blurred or
 * interpolated counts too little. NaN where the image has a NaN, and of a constant image. Throws `ArgumentError` for a single voxel.
 * @example
 * import { estimateSigma, gaussianNoise, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 64, x: 64 } });
 * using engine = await openEngine();
 * using sigma = await engine.run(estimateSigma(gaussianNoise(image, { sigma: 0.2 })));
 * (await sigma.read()).at({}); // about 0.2
 */
export const estimateSigma = defineOp({
  name: 'estimateSigma',
  summary: 'Estimate the standard deviation of the noise on an image.',
  alsoKnownAs: ['noiseLevel'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {},
  vjp: 'voxels are ranked by counting',
  lower([src], _params, refuse) {
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    const fine = axes.reduce((image, axis) => detailAlong(image, axis), asFloat(src));
    const among = fine.shape.x > 1 ? [fine, everyOther(fine.shape.x)] : [fine];
    const mask = pointwise(among, ([d = input(0), odd]) => {
      const some = test('notEqual', d, constant(0));
      return odd ? test('and', some, test('greater', odd, constant(0.5))) : some;
    });
    const size = pointwise([fine], ([d = input(0)]) => numeric('abs', d));
    const median = quantile(size, { axes: [...SPATIAL_AXES], mask });
    return pointwise([median], ([m = input(0)], upload) => numeric('multiply', m, upload(MEDIAN_TO_SIGMA)));
  },
});

/** The places 1, 3, 5 ... of the convolution with four taps that end at each; along x all places, of which the odd ones count. */
function detailAlong(image: Node, axis: SpatialAxis): Node {
  const length = image.shape[axis];
  const wide = pad(image, { before: { [axis]: 3 }, after: { [axis]: 3 }, border: 'reflect' });
  const steps = convolveAxis(wide, { axis, weights: [1, -1], origin: -1, border: 'nearest' });
  const all = convolveAxis(steps, { axis, weights: HALF_FILTER, origin: -1, border: 'nearest' });
  const kept = Math.floor((length + 3) / 2);
  if (axis === 'x') return view(all, { ...all.shape, x: 2 * kept - 1 }, { x: { start: 4 } });
  return view(all, { ...all.shape, [axis]: kept }, { [axis]: { start: 4, step: 2 } });
}

function everyOther(length: number): Node {
  return source(new HostVolume({ shape: { x: length }, data: new Float32Array(length).map((_, x) => (x + 1) % 2) }));
}
