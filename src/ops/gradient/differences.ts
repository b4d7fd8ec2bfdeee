/** What all operations made of neighbour differences share: the lowering to shaders/gradient/differences.wgsl. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { optionalAxis } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import { formsOf } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { type Border, borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { convolveAxis } from '../filter/convolveAxis.js';
import { magnitudeOf } from './magnitudeOf.js';

/** How differences are scaled and smoothed across the other axes: `side, middle, side`. */
export interface Smoothing {
  readonly side: number;
  readonly middle: number;
}

/** The operators by name. scikit-image does not halve differences and takes the mean of the squares over the axes. */
export const EDGES = {
  sobel: { side: 1 / 4, middle: 2 / 4 },
  scharr: { side: 3 / 16, middle: 10 / 16 },
  prewitt: { side: 1 / 3, middle: 1 / 3 },
} as const satisfies Record<string, Smoothing>;

/** The parameters of `sobel`, `scharr` and `prewitt`. */
export const edgeParams = {
  axis: optionalAxis('One signed component instead of the magnitude.', { axes: ['z', 'y', 'x'] }),
  ...borderParams,
};

export interface BorderValues {
  readonly border: Border;
  readonly value: number;
}

interface Differences extends BorderValues {
  /** The axes along which differences are taken. */
  readonly along: readonly SpatialAxis[];
  /** The axes that are looked along at all, for differences or smoothing. */
  readonly acting: readonly SpatialAxis[];
  readonly make: 'magnitude' | 'component' | 'laplace';
  readonly smoothing?: Smoothing;
  /** What the component, or the sum of their squares under the root, are multiplied by. */
  readonly scale: number;
}

/** Rows an invocation makes: 8 amortise the halo, in 3-D three slices of 6 rows are what still compiles quickly. */
const rowsOf = (acting: readonly SpatialAxis[]): number => (acting.includes('z') ? 4 : 8);

/** One dispatch for any of these results; zeros where no axis acts. */
export function differences(src: Node, options: Differences): Node {
  const { along, acting, make, smoothing, scale, border, value } = options;
  const description = describedAs(src, { dtype: 'f32' });
  if (along.length === 0) return filled(0, description);
  const tile = rowsOf(acting);
  const shortest = Math.min(...acting.map((axis) => src.shape[axis]));
  const halo = (axis: SpatialAxis, factor: number): number => (acting.includes(axis) ? factor : 1);
  return kernelOf({
    kernel: 'gradient/differences',
    inputs: {
      src: {
        node: src,
        as: 'f32',
        loads: halo('y', (tile + 2) / tile) * halo('x', 1.5) * halo('z', 3),
        reach: Object.fromEntries(acting.map((axis) => [axis, borderReach(axis, 1, 1, border)])),
      },
    },
    outputs: { dst: description },
    constants: {
      ...borderConstants(border, 1, shortest),
      TILE: tile,
      IS_X: acting.includes('x'),
      IS_Y: acting.includes('y'),
      IS_Z: acting.includes('z'),
      HAS_X: along.includes('x'),
      HAS_Y: along.includes('y'),
      HAS_Z: along.includes('z'),
      HAS_SMOOTHING: smoothing !== undefined,
      HAS_ROOT: make === 'magnitude',
      IS_LAPLACE: make === 'laplace',
    },
    params: { outside: value, side: smoothing?.side ?? 0, middle: smoothing?.middle ?? 1, scale },
    tile: { y: tile },
    rowsAlike: true,
    forms: formsOf('gradient/differences'),
    interior: { constants: INSIDE },
    gradient: { kind: 'like', nodes: () => [inParts(src, options)] },
  });
}

/** The same of one axis at a time, as far as gradients see it: a border's value adds a constant to what is linear. */
function inParts(src: Node, { along, acting, make, smoothing, scale, border, value }: Differences): Node {
  const weigh = (node: Node, axis: SpatialAxis, weights: readonly number[]): Node =>
    convolveAxis(node, { axis, weights, border });
  if (make === 'magnitude')
    return magnitudeOf(
      along.map((axis) =>
        differences(src, {
          along: [axis],
          acting,
          make: 'component',
          ...(smoothing && { smoothing }),
          scale: 1,
          border,
          value,
        }),
      ),
      scale,
    );
  const parts = along.map((axis) => {
    if (make === 'laplace') return weigh(src, axis, [scale, -2 * scale, scale]);
    const { side = 0, middle = 1 } = smoothing ?? {};
    return acting.reduce(
      (node, other) => (other === axis || !smoothing ? node : weigh(node, other, [side, middle, side])),
      weigh(src, axis, [scale, 0, -scale]),
    );
  });
  return parts.reduce((a, b) => pointwise([a, b], (args) => numeric('add', ...args), 'f32'));
}

/** scikit-image's edge filters: the magnitude over the active axes, or the component along one. */
export function edges(
  src: Node,
  smoothing: Smoothing,
  { axis, border, value }: BorderValues & { readonly axis?: string | undefined },
): Node {
  const active = activeAxes(src.shape);
  const one = axis as SpatialAxis | undefined;
  const acting = one && !active.includes(one) ? [...active, one] : active;
  return differences(src, {
    along: one ? [one] : active,
    acting,
    make: one ? 'component' : 'magnitude',
    smoothing,
    scale: one ? 1 : 1 / Math.max(1, active.length),
    border,
    value,
  });
}
