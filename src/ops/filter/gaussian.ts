/** Gaussian blur and derivatives of Gaussians, separable. */
import { activeAxes } from '../../core/axes.js';
import { number, perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import { convolveAxis } from './convolveAxis.js';

/**
 * Weights of a Gaussian or of its derivative, in the order in which scipy.ndimage convolves with them:
 * exp(-x²/2σ²), normalised to sum 1, times the polynomial of the derivative.
 */
export function gaussianWeights(sigma: number, order: number, radius: number): number[] {
  const positions = Array.from({ length: 2 * radius + 1 }, (_, k) => k - radius);
  const raw = positions.map((x) => Math.exp(-0.5 * (x / sigma) ** 2));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  // the polynomial p of the derivative p(x)·g(x): p' - x/σ²·p, once for each order
  let polynomial = [1];
  for (let k = 0; k < order; k++) {
    const next = new Array<number>(polynomial.length + 1).fill(0);
    polynomial.forEach((coefficient, power) => {
      if (power > 0) next[power - 1] = (next[power - 1] ?? 0) + power * coefficient;
      next[power + 1] = (next[power + 1] ?? 0) - coefficient / sigma ** 2;
    });
    polynomial = next;
  }
  const at = (x: number): number => polynomial.reduceRight((value, coefficient) => value * x + coefficient, 0);
  return positions.map((x, k) => (at(x) * (raw[k] ?? 0)) / sum);
}

/**
 * Blurs with a Gaussian along every axis longer than one voxel, or takes derivatives of the blurred image (`order`).
 * Any shape in, f32 of the same shape out; an axis with a sigma of 0 is left as it is. Truncated at `truncate` sigmas:
 * radius = floor(truncate · sigma + 0.5), weights normalised to sum 1, as scipy.ndimage's `gaussian_filter`, whose convention this is.
 * Throws `ArgumentError` for a parameter out of range.
 * @example
 * import { gaussian, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1) });
 * using soft = await engine.run(gaussian(step, { sigma: 1 }));
 * (await soft.read()).at({ x: 4 }); // 0.6995
 */
export const gaussian = defineOp({
  name: 'gaussian',
  summary: 'Blur with a Gaussian, or take derivatives of the blurred image.',
  alsoKnownAs: ['gaussian_filter', 'gaussian_filter1d', 'GaussianBlur'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    sigma: perAxis('Standard deviation.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
    order: perAxis('Order of the derivative along each axis: 0 blurs.', { default: 0, min: 0, max: 4, whole: true }),
    truncate: number('Half-width of the kernel, in sigmas.', { default: 4, min: 1, max: 8 }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { sigma, order, truncate, border, value }) {
    const axes = activeAxes(src.shape).filter((axis) => sigma[axis] > 0);
    return axes.reduce<Node>(
      (volume, axis) => {
        const radius = Math.floor(truncate * sigma[axis] + 0.5);
        return convolveAxis(volume, {
          axis,
          weights: gaussianWeights(sigma[axis], order[axis], radius),
          border,
          value,
        });
      },
      axes.length ? src : asFloat(src),
    );
  },
});
