/** The matrix of second derivatives, as components along c. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import { number, perAxis } from '../../core/params.js';
import type { KernelInput, Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernelOf, source } from '../../graph/primitive.js';
import { borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { convolveAxis } from '../filter/convolveAxis.js';
import { gaussian } from '../filter/gaussian.js';
import { join } from '../geometry/join.js';
import { withAxes } from '../geometry/layout.js';
import { multiply } from '../pointwise/arithmetic.js';

/** The axes by number, as the kernels know them. */
const NUMBER = { x: 0, y: 1, z: 2 } as const;

/** What kernels need to know of the axes that second differences are taken along. */
export function axisConstants(along: readonly SpatialAxis[], shortest: number) {
  const [first = 'x', second = first, third = second] = along;
  return {
    ...borderConstants('nearest', 2, shortest),
    AXES: along.length,
    FIRST: NUMBER[first],
    SECOND: NUMBER[second],
    THIRD: NUMBER[third],
  };
}

/** Second differences reach two voxels and never outside. */
export function secondReach(along: readonly SpatialAxis[]): KernelInput['reach'] {
  return Object.fromEntries(along.map((axis) => [axis, borderReach(axis, 2, 2, 'nearest')]));
}

/**
 * The second derivatives of the image blurred with a Gaussian, along c in the order `zz zy zx yy yx xx`, in 2-D `yy yx xx`, of the
 * axes longer than one voxel: the upper half of the Hessian, row by row, as `symmetricEigenvalues` takes it. Derivatives are
 * numpy.gradient twice: differences over two voxels, one-sided at the ends, in units of the image a squared voxel. That is scikit-image
 * 0.19's `hessian_matrix`, which has the order of the docstring of `order='rc'` reversed and a `constant` border by default; the border here is
 * only that of the blur. f32; the image has c = 1; zeros where no axis is longer than one. A constant gives exactly 0 with every border but `constant`.
 * For derivatives of the Gaussian itself see `order` of `gaussian`. Throws `ArgumentError` where the image has channels.
 * @example
 * import { hessianMatrix, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const bowl = new HostVolume({ shape: { y: 1, x: 7 }, data: Float32Array.of(9, 4, 1, 0, 1, 4, 9) });
 * using curvature = await engine.run(hessianMatrix(bowl, { sigma: 0 }));
 * (await curvature.read()).at({ x: 3 }); // 2
 */
export const hessianMatrix = defineOp({
  name: 'hessianMatrix',
  summary: 'Take all second derivatives of the blurred image.',
  inputs: [{ name: 'src', doc: 'The image, with one channel.' }],
  params: {
    sigma: perAxis('Standard deviation of the blur.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
    truncate: number('Half-width of the blur, in sigmas.', { default: 4, min: 1, max: 8 }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { sigma: { z, y, x }, truncate, border, value }, refuse) {
    if (src.shape.c > 1) refuse('the image must have one channel, since elements lie along c', `c=${src.shape.c}`);
    const along = activeAxes(src.shape);
    const count = Math.max(1, (along.length * (along.length + 1)) / 2);
    const shape = { ...src.shape, c: count };
    const description = describedAs(src, { dtype: 'f32', shape, layout: withAxes(src.layout, shape) });
    if (along.length === 0) return filled(0, description);
    const blurred = gaussian(src, { sigma: { z, y, x }, truncate, border, value });
    return kernelOf({
      kernel: 'gradient/hessianMatrix',
      inputs: {
        src: {
          node: blurred,
          loads: 4 * count,
          reach: secondReach(along),
        },
      },
      outputs: { dst: description },
      constants: axisConstants(along, Math.min(...along.map((axis) => src.shape[axis]))),
      interior: { constants: INSIDE },
      gradient: { kind: 'like', nodes: () => [secondDerivatives(blurred, along)] },
    });
  },
});

/** The same of one difference at a time. */
export function secondDerivatives(src: Node, along: readonly SpatialAxis[]): Node {
  const slopes = along.map((axis) => sloped(src, axis));
  return join(
    along.flatMap((_, first) => along.slice(first).map((second) => sloped(slopes[first] as Node, second))),
    'c',
  );
}

/** numpy.gradient along an axis: central differences with the nearest voxel outside are half of one-sided ones at the ends. */
function sloped(src: Node, axis: SpatialAxis): Node {
  const length = src.shape[axis];
  const ends = new Float32Array(length).fill(1);
  ends[0] = 2;
  ends[length - 1] = 2;
  const factor = source(new HostVolume({ shape: { [axis]: length }, data: ends }));
  return multiply(convolveAxis(src, { axis, weights: [0.5, 0, -0.5], border: 'nearest' }), factor);
}
