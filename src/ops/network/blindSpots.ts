/** Images with some voxels hidden: what a denoiser without clean images is taught with. */
import { activeAxes, formatShape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { integer, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernel, reach } from '../../graph/primitive.js';
import { checkTurn, keyOf, seedParams, turnInput } from '../noise/random.js';

/**
 * Hides some voxels: each with the probability `share`, by a voxel drawn evenly from the window of `radius` around it, without itself; past an end the nearest. `mask` is 1 where a voxel was
 * hidden. A network that must say what stood there, seen through `maskedMeanSquaredError`, learns what is predictable, and that is the image without its noise. Which voxels follows from
 * seed, stream and place; in a loop, `turn` chooses others in every round.
 *
 * Throws `ArgumentError` where `turn` is not one whole number, and for images of one voxel. Source: Krull, Buchholz, Jug 2019, Noise2Void: learning denoising from single noisy images, section 3.4.
 * @example
 * import { blindSpots, HostVolume, openEngine } from 'brightfield';
 * const noisy = new HostVolume({ shape: { y: 64, x: 64 } });
 * using engine = await openEngine();
 * const { result, mask } = blindSpots(noisy, { share: 0.02 });
 * const volumes = await engine.run({ result, mask });
 * volumes.mask.dtype; // u8
 */
export const blindSpots = defineOp({
  name: 'blindSpots',
  summary: 'Hide some voxels by their neighbours.',
  alsoKnownAs: ['noise2void'],
  inputs: [{ name: 'src', doc: 'The images.' }],
  optional: turnInput,
  params: {
    share: number('How many of the voxels are hidden.', { default: 0.02, min: 0, max: 1 }),
    radius: integer('How far around it another is looked for, along every axis longer than one.', {
      default: 2,
      min: 1,
      max: 100,
      unit: 'voxel',
    }),
    ...seedParams,
  },
  outputs: { result: 'the images with voxels hidden', mask: 'where they are' },
  vjp: 'it makes samples',
  lower([src], { share, radius, seed, stream }, refuse, { turn }) {
    checkTurn(turn, refuse);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('images must have more than one voxel', formatShape(src.shape));
    const far = (axis: SpatialAxis): number => (axes.includes(axis) ? radius : 0);
    const around = Object.fromEntries(
      SPATIAL_AXES.map((axis) => [axis, { ...reach(axis, far(axis)), clamps: true as const }]),
    );
    const [result, mask] = kernel({
      kernel: 'network/blindSpots',
      inputs: {
        src: { node: src, loads: 2, reach: around },
        ...(turn && { turn: { node: turn, as: 'u32' as const } }),
      },
      outputs: { dst: describedAs(src, {}), mask: describedAs(src, { dtype: 'u8' }) },
      constants: { HAS_TURN: turn !== undefined },
      params: {
        key: keyOf({ seed, stream }),
        share: Math.min(2 ** 32 - 1, Math.round(share * 2 ** 32)),
        rx: far('x'),
        ry: far('y'),
        rz: far('z'),
      },
    });
    return { ...(result && { result }), ...(mask && { mask }) };
  },
});
