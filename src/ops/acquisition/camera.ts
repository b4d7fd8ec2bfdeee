/** What a scientific camera makes of light. */
import { integer, number, perAxis } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { gaussian } from '../filter/gaussian.js';
import { poissonOf } from '../noise/poisson.js';
import { ELECTRONICS, randomLike, seedParams, turnInput } from '../noise/random.js';
import { multiply } from '../pointwise/arithmetic.js';

/**
 * An image of light, in photons a voxel, as a camera reads it out: blurred by a Gaussian of `sigma` (the optics), counted as Poisson(quantumEfficiency · light) electrons of which a voxel holds `fullWell`
 * at most, with normal noise of `readNoise` electrons, times `gain` grey levels an electron, plus `offset`, rounded half to even to whole numbers of so many bits. Any shape in, u8 of the same shape out up
 * to 8 bits, u16 up to 16; what is below 0 or above 2^bits - 1 is cut off, as a camera does. Noise is independent from voxel to voxel; seed and stream choose it, and compile nothing, nor
 * do other numbers but `sigma` and `bits`. Where the blurred light is negative, NaN or infinite the result is 0. In a loop, `turn` draws other noise in every round. Throws `ArgumentError` for parameters out of range, and where `turn` is not one whole number. The
 * linear model of the EMVA standard 1288, release 4.0, 2021, section 2.
 * @example
 * import { camera, full, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const light = full({ shape: { y: 64, x: 64 }, value: 500 });
 * using image = await engine.run(camera(light, { quantumEfficiency: 0.8, gain: 2, offset: 100, bits: 12 }));
 * const { data } = await image.read(); // around 900
 */
export const camera = defineOp({
  name: 'camera',
  summary: 'Record light as a camera does: blurred, noisy, limited and rounded.',
  inputs: [{ name: 'light', doc: 'Photons that fall on a voxel, on average.' }],
  optional: turnInput,
  params: {
    sigma: perAxis('Standard deviation of the blur.', { default: 0, min: 0, max: 1000, unit: 'voxel' }),
    quantumEfficiency: number('The share of photons that become electrons.', { default: 0.7, min: 1e-6, max: 1 }),
    fullWell: number('Electrons that a voxel holds.', { default: 30_000, min: 1, max: 1e9 }),
    readNoise: number('Standard deviation of the electronics’ noise, in electrons.', {
      default: 1.5,
      min: 0,
      max: 1e9,
    }),
    gain: number('Grey levels for each electron.', { default: 0.5, min: 1e-9, max: 1e9 }),
    offset: number('Grey levels without light.', { default: 100, min: 0, max: 65_535 }),
    bits: integer('Bits of the result.', { default: 16, min: 1, max: 16 }),
    ...seedParams,
  },
  lower([light], how, refuse, { turn }) {
    const { seed, stream, fullWell, readNoise, gain, offset, bits } = how;
    const blurred = gaussian(light, { sigma: how.sigma });
    const electrons = poissonOf(multiply(blurred, how.quantumEfficiency), { seed, stream }, refuse, turn);
    const noise = randomLike(light, 'normal', { seed, stream: (stream ^ ELECTRONICS) >>> 0 }, refuse, { turn });
    return pointwise(
      [electrons, noise],
      ([e = input(0), g = input(1)], upload) => {
        const held = numeric('minimum', e, upload(fullWell));
        const read = numeric('add', held, numeric('multiply', g, upload(readNoise)));
        const level = numeric('add', numeric('multiply', read, upload(gain)), upload(offset));
        return numeric('minimum', level, upload(2 ** bits - 1));
      },
      bits > 8 ? 'u16' : 'u8',
    );
  },
});
