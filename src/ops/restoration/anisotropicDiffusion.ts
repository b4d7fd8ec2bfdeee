/** Diffusion that stops at edges. */
import { activeAxes } from '../../core/axes.js';
import { choice, integer, number } from '../../core/params.js';
import { constant, float, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { convolveAxis } from '../filter/convolveAxis.js';
import { add, multiply } from '../pointwise/arithmetic.js';

/**
 * `iterations` steps of u + gamma · Σ c(d) d over the differences d to the two neighbours along every axis longer than one;
 * c(d) is exp(-(d / kappa)²) or 1 / (1 + (d / kappa)²), and nothing flows through the border. Any shape in, f32 of the same shape out, in
 * units of the image, as `kappa`. Neighbours count as one voxel apart: spacing is not looked at. NaN and infinity spread by a voxel an
 * iteration. More than one cannot stand in the body of `repeat`. Throws `ArgumentError` for a gamma above 1 / (2 · number of axes), where the scheme is not stable, and parameters out of range.
 * Source: P. Perona, J. Malik, Scale-space and edge detection using anisotropic diffusion, 1990.
 * @example
 * import { anisotropicDiffusion, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 100, 101) });
 * using smooth = await engine.run(anisotropicDiffusion(step, { kappa: 5, iterations: 50 }));
 * (await smooth.read()).data; // about 0.5 0.5 100.5 100.5
 */
export const anisotropicDiffusion = defineOp({
  name: 'anisotropicDiffusion',
  summary: 'Smooth by diffusion that stops at edges.',
  alsoKnownAs: ['perona_malik'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    kappa: number('The difference from which on conduction falls.', { default: 0.1, min: 1e-9, max: 1e9 }),
    gamma: number('Length of a step; at most 1 / (2 · number of axes).', { default: 0.15, min: 0, max: 0.5 }),
    iterations: integer('How many steps.', { default: 10, min: 1, max: 1_000_000 }),
    conduction: choice('How conduction falls with the difference.', ['exponential', 'reciprocal'], {
      default: 'exponential',
    }),
  },
  lower([src], { kappa, gamma, iterations, conduction }, refuse) {
    const axes = activeAxes(src.shape);
    if (gamma * 2 * axes.length > 1)
      refuse(`gamma must be at most 1 / ${2 * axes.length} over ${axes.length} axes`, `${gamma}`);
    const flow = (difference: Node): Node =>
      pointwise([difference], ([d = input(0)], upload) => {
        const share = numeric('multiply', d, upload(1 / kappa));
        const square = numeric('multiply', share, share);
        return conduction === 'exponential'
          ? numeric('multiply', d, float('exp', numeric('multiply', square, constant(-1))))
          : float('divide', d, numeric('add', square, constant(1)));
      });
    const step = (u: Node): Node => {
      const [first, ...others] = axes.map((axis) => {
        const flowing = flow(convolveAxis(u, { axis, weights: [1, -1], border: 'nearest' }));
        return convolveAxis(flowing, { axis, weights: [1, -1], origin: -1, border: 'constant', value: 0 });
      });
      const sum = others.reduce<Node | undefined>((so, each) => so && add(so, each), first);
      return sum ? add(u, multiply(sum, gamma)) : u;
    };
    const start = asFloat(src);
    if (axes.length === 0) return start;
    // a loop counts by twos
    const begun = iterations % 2 === 1 ? step(start) : start;
    if (iterations === 1) return begun;
    return repeat({
      state: { u: begun },
      body: ({ u }) => ({ u: step(u) }),
      check: 2,
      max: 2 * Math.floor(iterations / 2),
    }).state.u;
  },
});
