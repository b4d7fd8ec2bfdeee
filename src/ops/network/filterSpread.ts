/** The adjoint of `filterSum` with regard to the image: what each of its voxels is given of the results that read it. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { formsOf } from '../../graph/forms.js';
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';
import { filterSum } from './filterSum.js';
import { byFilters, filtersAtOnce, type Lengths, OF_WEIGHTS, reachOfSpread, type Walk } from './walk.js';

const FILTERS = 16;

/** `dst(i, p·stride - before + k·dilation) = Σ weights(o, i, k) given(o, p)`, of so many voxels along each axis. */
export function filterSpread(given: Node, weights: Node, walk: Walk, lengths: Lengths, gradient?: Gradient): Node {
  if (SPATIAL_AXES.every((axis) => walk.stride[axis] === 1)) return stepByStep(given, weights, walk, lengths, gradient);
  const { stride, dilation, before, groups } = walk;
  const window = weights.shape;
  const shape = shapeOf(given, window.c * groups, lengths);
  const atOnce = filtersAtOnce(window.c, groups, FILTERS);
  return kernelOf({
    kernel: 'network/convTranspose',
    inputs: {
      src: {
        node: given,
        as: 'f32',
        loads: (window.z * window.y * window.x) / atOnce,
        reach: reachOfSpread(walk, window),
        counts: 'own',
      },
      weights: { node: weights, ...OF_WEIGHTS },
    },
    outputs: { dst: describedAs(given, { shape, dtype: 'f32', layout: withAxes(given.layout, shape) }) },
    constants: {
      FILTERS: atOnce,
      KX: window.x,
      STRIDE: stride.x,
      DILATION: dilation.x,
      BEFORE: before.x,
      IS_EVEN: 4 % stride.x === 0,
    },
    params: {
      inputs: window.n / groups,
      filters: window.c,
      ky: window.y,
      kz: window.z,
      stride_y: stride.y,
      stride_z: stride.z,
      dilation_y: dilation.y,
      dilation_z: dilation.z,
      before_y: before.y,
      before_z: before.z,
      depth: given.shape.z,
      slices: lengths.z,
    },
    stacked: 'c',
    tile: { z: atOnce },
    forms: formsOf('network/convTranspose', (most) => byFilters(Math.min(atOnce, most))),
    gradient,
  });
}

const shapeOf = ({ shape }: Node, c: number, { z, y, x }: Lengths): Shape => ({ n: shape.n, c, z, y, x });

/** Where the window goes voxel by voxel it is the sum over the window turned round. */
function stepByStep(given: Node, weights: Node, walk: Walk, lengths: Lengths, gradient?: Gradient): Node {
  const before = {} as Record<SpatialAxis, number>;
  for (const axis of SPATIAL_AXES) before[axis] = walk.dilation[axis] * (weights.shape[axis] - 1) - walk.before[axis];
  return filterSum(given, turned(weights, walk.groups), { ...walk, before }, lengths, gradient);
}

/** Weights as they are seen from the results: shaders/network/turned.wgsl. */
function turned(weights: Node, groups: number): Node {
  const { n, c, z, y, x } = weights.shape;
  return kernelOf({
    kernel: 'network/turned',
    inputs: { src: { node: weights, ...OF_WEIGHTS } },
    outputs: { dst: describedAs(weights, { shape: { n: c * groups, c: n / groups, z, y, x }, dtype: 'f32' }) },
    params: { filters: n / groups, inputs: c, depth: z },
    stacked: 'c',
  });
}
