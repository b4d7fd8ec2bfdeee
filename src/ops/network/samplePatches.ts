/** Patches of images at random places: what networks are taught with. */
import { formatShape, SPATIAL_AXES } from '../../core/axes.js';
import { flag, integer, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, EVERYWHERE, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';
import { checkTurn, keyOf, seedParams, turnInput } from '../noise/random.js';

/**
 * Patches of a size at random places of random images, every place as likely as any: `count` of them along n, with all channels. Type and values stay. Which ones follows from
 * seed, stream and the patch's number alone, so that labels are cut at the same places as their image by the same numbers. With `flips` a patch runs backwards along each axis longer than one
 * in half of the cases, with `turns` y and x are exchanged in half of them: together all orientations. In a loop, `turn` chooses others in every round.
 *
 * Throws `ArgumentError` where a patch is larger than the image, for `turns` of patches that are not square, and where `turn` is not one whole number.
 * @example
 * import { HostVolume, openEngine, samplePatches } from 'brightfield';
 * const stack = new HostVolume({ shape: { z: 8, y: 32, x: 32 } });
 * using engine = await openEngine();
 * using patches = await engine.run(samplePatches(stack, { size: { z: 4, y: 16, x: 16 }, count: 5, flips: true }));
 * patches.shape.n; // 5
 */
export const samplePatches = defineOp({
  name: 'samplePatches',
  summary: 'Cut patches out of images at random places.',
  alsoKnownAs: ['extract_patches_2d', 'RandomCrop'],
  inputs: [{ name: 'src', doc: 'The images.' }],
  optional: turnInput,
  params: {
    size: perAxis('Voxels of a patch along each axis; 1 where left out.', {
      default: 1,
      min: 1,
      max: 65536,
      whole: true,
      unit: 'voxel',
    }),
    count: integer('How many patches.', { default: 1, min: 1, max: 2 ** 20 }),
    flips: flag('Whether patches run backwards along axes, or not, by chance.', { default: false }),
    turns: flag('Whether y and x are exchanged, or not, by chance.', { default: false }),
    ...seedParams,
  },
  vjp: 'it makes samples',
  lower([src], { size, count, flips, turns, seed, stream }, refuse, { turn }) {
    for (const axis of SPATIAL_AXES)
      if (size[axis] > src.shape[axis])
        refuse(
          `size must be at most that of the image, ${formatShape(src.shape)}`,
          formatShape({ ...src.shape, ...size }),
        );
    if (turns && size.y !== size.x)
      refuse('patches that are turned must be as high as wide', `${size.y} and ${size.x}`);
    checkTurn(turn, refuse);
    const shape = { n: count, c: src.shape.c, z: size.z, y: size.y, x: size.x };
    return kernelOf({
      kernel: 'network/samplePatches',
      inputs: {
        src: { node: src, reach: EVERYWHERE, counts: 'own' },
        ...(turn && { turn: { node: turn, as: 'u32' as const } }),
      },
      outputs: { dst: describedAs(src, { shape, layout: withAxes(src.layout, shape) }) },
      constants: { HAS_TURN: turn !== undefined, IS_FLIPPED: flips, IS_TURNED: turns },
      params: { key: keyOf({ seed, stream }), images: src.shape.n, channels: src.shape.c },
    });
  },
});
