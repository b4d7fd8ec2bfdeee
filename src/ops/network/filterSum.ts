/** Sums over windows and channels, a result for each filter: shaders/network/conv.wgsl. */
import type { Shape } from '../../core/axes.js';
import { formsOf } from '../../graph/forms.js';
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';
import { beginning, byFilters, filtersAtOnce, type Lengths, OF_WEIGHTS, reachOfSum, type Walk } from './walk.js';

/** Filters an invocation: what an image is loaded for. The kernel says what was measured. */
const FILTERS = 32;
/** Groups of a row that are held at a time. */
const MOST_LOADED = 8;
/** Taps whose loops have constant lengths. */
const MOST_UNROLLED = 25;

/** `dst(o, p) = Σ weights(o, i, k) src(i, p·stride - before + k·dilation)`, of so many voxels along each axis. */
export function filterSum(src: Node, weights: Node, walk: Walk, lengths: Lengths, gradient?: Gradient): Node {
  const { stride, dilation, before, groups } = walk;
  const window = weights.shape;
  const shape: Shape = { n: src.shape.n, c: window.n, z: lengths.z, y: lengths.y, x: lengths.x };
  const filters = window.n / groups;
  const { left, shift } = beginning(before.x);
  const fitting = Math.floor((4 * MOST_LOADED - 3 * stride.x) / dilation.x);
  const atOnce = filtersAtOnce(filters, groups, FILTERS);
  return kernelOf({
    kernel: 'network/conv',
    inputs: {
      src: {
        node: src,
        as: 'f32',
        loads: loadsOf(window, atOnce, filters),
        reach: reachOfSum(walk, window),
        counts: 'own',
      },
      weights: { node: weights, ...OF_WEIGHTS },
    },
    outputs: { dst: describedAs(src, { shape, dtype: 'f32', layout: withAxes(src.layout, shape) }) },
    constants: {
      FILTERS: atOnce,
      KX: window.x,
      KY: window.x * window.y <= MOST_UNROLLED ? window.y : 0,
      PIECE: Math.min(window.x, 16, Math.max(1, fitting)),
      STRIDE: stride.x,
      DILATION: dilation.x,
      SHIFT: shift,
    },
    params: {
      inputs: window.c,
      filters,
      outputs: window.n,
      ky: window.y,
      kz: window.z,
      stride_y: stride.y,
      stride_z: stride.z,
      dilation_y: dilation.y,
      dilation_z: dilation.z,
      left,
      before_y: before.y,
      before_z: before.z,
      depth: src.shape.z,
      slices: lengths.z,
    },
    stacked: 'c',
    tile: { z: atOnce },
    forms: formsOf('network/conv', (most) => byFilters(Math.min(atOnce, most))),
    gradient,
  });
}

/** How often a voxel of the image is loaded for one of the result. */
function loadsOf({ z, y, x }: Lengths, atOnce: number, filters: number): number {
  return (z * y * (1 + x / 4) * Math.ceil(filters / atOnce)) / filters;
}
