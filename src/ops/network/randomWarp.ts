/** Images turned, scaled, mirrored, shifted and bent by chance: a network that is taught sees many of few. */
import { flag, number, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { seedParams, turnInput } from '../noise/random.js';
import { interpolationParams, isLinear, returnedAs } from '../transform/interpolation.js';
import { lookAt } from '../transform/lookAt.js';
import { placesOf } from './motion.js';

/**
 * Each image along n as something like it: turned in its plane by up to `rotation` degrees, made up to `scaling` times as large or as small, mirrored along each axis in half of the cases (`flips`), shifted by
 * up to `shift` voxels, each evenly (scales by their logarithm), about its middle; and bent by smooth displacements of `bend` voxels standard deviation along each axis longer than one, white noise blurred by `bendSigma`. Any
 * shape in, the same out; f32, whole numbers keep their type. All channels of an image go together, and labels (by `order: 0`) go with their image by the same seed and stream, which choose all
 * and compile nothing. In a loop, `turn` chooses others in every round. Differentiable with regard to the image. Places of a step are held: 4 bytes for each voxel and axis.
 *
 * Throws `ArgumentError` for numbers out of range, and where `turn` is not one whole number. Source of the bends: Simard, Steinkraus, Platt 2003, Best practices for convolutional neural networks applied to
 * visual document analysis, section 2.
 * @example
 * import { HostVolume, openEngine, randomWarp } from 'brightfield';
 * const images = new HostVolume({ shape: { n: 3, y: 16, x: 16 } });
 * using engine = await openEngine();
 * using others = await engine.run(randomWarp(images, { rotation: 20, scaling: 1.2, bend: 1, seed: 7 }));
 * others.shape.n; // 3
 */
export const randomWarp = defineOp({
  name: 'randomWarp',
  summary: 'Turn, scale, mirror, shift and bend images by chance.',
  alsoKnownAs: ['RandomAffine', 'ElasticTransform', 'augmentation'],
  inputs: [{ name: 'src', doc: 'The images.' }],
  optional: turnInput,
  params: {
    rotation: number('The largest angle, either way.', { default: 180, min: 0, max: 180, unit: 'degree' }),
    scaling: number('How many times as large or as small, at most.', { default: 1, min: 1, max: 100 }),
    flips: flag('Whether images are mirrored along each axis in half of the cases.', { default: true }),
    shift: perAxis('The largest shift, either way.', { default: 0, min: 0, max: 65536, unit: 'voxel' }),
    bend: number('Standard deviation of the displacements.', { default: 0, min: 0, max: 1000, unit: 'voxel' }),
    bendSigma: number('Standard deviation of the blur that makes them smooth.', {
      default: 8,
      min: 1,
      max: 1000,
      unit: 'voxel',
    }),
    ...interpolationParams(1, 'reflect'),
    ...seedParams,
  },
  linear: isLinear,
  lower([src], { seed, stream, order, border, value, prefilter, ...motion }, refuse, { turn }) {
    const places = placesOf(src, motion, { seed: { seed, stream }, turn, refuse });
    return returnedAs(lookAt(src, places, { order, border, value, prefilter }, {}, refuse), src.dtype);
  },
});
