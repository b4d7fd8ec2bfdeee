/** What solvers with a certificate have in common. */
import { perAxis } from '../core/axisParams.js';
import { flag, integer, number } from '../core/params.js';

const spacing = () => perAxis('Size of a voxel; differences are divided by it.', { default: 1, min: 1e-6, max: 1e6 });

export const variationParams = (weight: number) => ({
  weight: number('How much variation costs: more smooths more.', { default: weight, min: 0, max: 1e9 }),
  isotropic: flag('Whether all directions count alike; else the differences along the axes are added.', {
    default: true,
  }),
  huber: number('The slope below which variation grows by the square, so that ramps stay ramps; 0 for none.', {
    default: 0,
    min: 0,
    max: 1e9,
  }),
  spacing: spacing(),
});

export const tgvParams = (alpha1: number) => ({
  alpha1: number('How much slopes cost that the field of slopes does not have.', { default: alpha1, min: 0, max: 1e9 }),
  alpha0: number('How much the field of slopes costs where it bends.', { default: 2 * alpha1, min: 0, max: 1e9 }),
  spacing: spacing(),
});

/** The schema of how many iterations there may be. */
export function mostIterations(most: number) {
  return integer('Iterations at most; rounded up to tens.', { default: most, min: 1, max: 1_000_000 });
}

export const endParams = {
  tolerance: number('The relative duality gap at which it ends.', { default: 1e-3, min: 1e-7, max: 1 }),
  maxIterations: mostIterations(1000),
};

export const certified = {
  result: 'The image, f32.',
  gap: 'The relative duality gap that was reached: the objective is at most so much above the least one, in proportion to itself (or to 1e-6 of what an empty image costs, where that is more).',
  iterations: 'How many iterations were done, u32.',
  converged: '1 where the gap is below the tolerance, else 0.',
};

/** Iterations from one look at the certificate to the next. */
export const CHECK = 10;

/** As many iterations as were asked for, in whole rounds. */
export function rounds(iterations: number): number {
  return CHECK * Math.ceil(iterations / CHECK);
}
