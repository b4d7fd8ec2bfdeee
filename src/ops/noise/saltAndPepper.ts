/** Voxels that are lost to either extreme. */
import { DTYPES } from '../../core/dtype.js';
import { number } from '../../core/params.js';
import { input, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { checkHolds } from '../geometry/gather.js';
import { randomLike, seedParams, turnInput } from './random.js';

/**
 * Replaces a share of the voxels by `salt` or `pepper`: each with the chance `amount`, of which `saltVsPepper` become salt, independent from voxel to voxel, as scikit-image's `random_noise`
 * of mode `s&p`. Any shape and type in, the same out. Salt is 1 and pepper 0 unless said, whatever the type (of 8 bits give `salt: 255`); scikit-image's pepper is -1 for
 * images with negative numbers. Chances are multiples of 2^-24. Voxels that stay keep their bits, NaN too. In a loop, `turn` draws others in
 * every round. Throws `ArgumentError` where the type of the image cannot hold
 * salt or pepper, and for shares outside of 0 to 1, and where `turn` is not one whole number.
 * @example
 * import { HostVolume, openEngine, saltAndPepper } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 8, x: 8 }, data: new Uint8Array(64).fill(99) });
 * using noisy = await engine.run(saltAndPepper(image, { amount: 0.2, salt: 255, seed: 1 }));
 * const { data } = await noisy.read(); // mostly 99, some 0 and 255
 */
export const saltAndPepper = defineOp({
  name: 'saltAndPepper',
  summary: 'Replace some voxels by either extreme.',
  alsoKnownAs: ['impulse_noise'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: turnInput,
  params: {
    amount: number('The share of voxels that are replaced.', { default: 0.05, min: 0, max: 1 }),
    saltVsPepper: number('The share of those that become salt.', { default: 0.5, min: 0, max: 1 }),
    salt: number('The number of salt.', { default: 1 }),
    pepper: number('The number of pepper.', { default: 0 }),
    ...seedParams,
  },
  lower([src], { amount, saltVsPepper, salt, pepper, ...seed }, refuse, { turn }) {
    for (const [name, value] of Object.entries({ salt, pepper })) checkHolds(src.dtype, value, refuse, name);
    const { compute } = DTYPES[src.dtype];
    return pointwise(
      [src, randomLike(src, 'uniform', seed, refuse, { turn })],
      ([x = input(0), u = input(1)], upload) =>
        select(
          test('less', u, upload(amount)),
          select(test('less', u, upload(amount * saltVsPepper)), upload(salt, compute), upload(pepper, compute)),
          x,
        ),
      src.dtype,
    );
  },
});
