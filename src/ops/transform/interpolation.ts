/** What operations that look between voxels share: their parameters, and what a kernel with lib/interpolate needs for them. */
import type { SpatialAxis } from '../../core/axes.js';
import { bitsOf, type ComputeType, DTYPES, isInteger } from '../../core/dtype.js';
import { choice, flag, integer, number } from '../../core/params.js';
import { constant, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { BORDERS, type Border } from '../border.js';
import { checkHolds } from '../geometry/gather.js';
import { pad } from '../geometry/pad.js';
import { splineFilter } from './splineFilter.js';

export const INTERPOLATION_BORDERS = [...BORDERS, 'gridConstant'] as const;
export type InterpolationBorder = (typeof INTERPOLATION_BORDERS)[number];

/** How to look between voxels. */
export interface Interpolation {
  readonly order: number;
  readonly border: InterpolationBorder;
  readonly value: number;
  readonly prefilter: boolean;
}

/** The parameters, with the defaults of the library whose name the operation has. */
export const interpolationParams = (order: 1 | 3, border: InterpolationBorder) => ({
  order: integer(
    'Degree of the splines. 0 takes the nearest voxel (half-way the next), 1 mixes linearly, 3 is cubic.',
    {
      default: order,
      min: 0,
      max: 3,
    },
  ),
  border: choice(
    'What lies outside. `constant`: beyond the centres of the outermost voxels is the value; `gridConstant`: voxels outside are; `wrap`: voxels come round, scipy’s `grid-wrap`.',
    INTERPOLATION_BORDERS,
    { default: border },
  ),
  value: number('The value outside when the border is `constant` or `gridConstant`.', { default: 0 }),
  prefilter: flag('Of order 3: whether splines go through the voxels, rather than have them for coefficients.', {
    default: true,
  }),
});

/** Whether what an operation with these parameters gives is linear in the image: a value outside is added. */
export const isLinear = ({ border, value }: Pick<Interpolation, 'border' | 'value'>): boolean =>
  (border !== 'constant' && border !== 'gridConstant') || value === 0;

/** Voxels around an image whose border no spline filter knows, as in scipy: 0.27^12 is 1e-7. */
const MARGIN = 12;
/** The border of an image that the coefficients are to have: that of lib/border which gives the same samples outside. */
const FILTERED: Readonly<Record<InterpolationBorder, Border>> = {
  reflect: 'reflect',
  mirror: 'mirror',
  nearest: 'reflect',
  constant: 'mirror',
  wrap: 'wrap',
  gridConstant: 'mirror',
};

/** An image made ready to be looked into between its voxels. */
export interface Interpolated {
  readonly node: Node;
  readonly as: ComputeType;
  /** How far its first voxel lies before that of the image. */
  readonly margin: Readonly<Record<SpatialAxis, number>>;
  /** Where voxels beyond its ends are read, for the kernel's `BORDER`. */
  readonly border: Border;
  /** The kernel's `OUTSIDE`: whether places, or voxels, outside are the value. */
  readonly outside: 0 | 1 | 2;
  /** The bits of the value. */
  readonly bits: number;
}

/** Refuses what no order is; the rest is read from the image along the axes that are interpolated. */
export function interpolated(
  src: Node,
  { order, border, value, prefilter }: Interpolation,
  axes: readonly SpatialAxis[],
  refuse: RefuseCall,
): Interpolated {
  if (order === 2) refuse('order must be 0, 1 or 3', '2');
  const outside = border === 'constant' ? 1 : border === 'gridConstant' ? 2 : 0;
  if (outside > 0) checkHolds(src.dtype, value, refuse);
  const filtered = order === 3 && prefilter && axes.length > 0;
  const widened = filtered && (border === 'nearest' || border === 'gridConstant');
  const margin = { z: 0, y: 0, x: 0 };
  if (widened) for (const axis of axes) if (border === 'gridConstant' || src.shape[axis] > 1) margin[axis] = MARGIN;
  const around = border === 'gridConstant' ? 'constant' : 'nearest';
  const framed = widened ? pad(src, { before: margin, after: margin, border: around, value }) : src;
  const node = filtered ? splineFilter(framed, { border: FILTERED[border], axes }) : framed;
  const as = order === 0 ? DTYPES[src.dtype].compute : 'f32';
  // a place that is a voxel at the edge has a neighbour outside whose weight is 0: for less than splines any will do
  const plain = outside === 0 ? (border as Border) : order === 3 && outside === 1 ? 'mirror' : 'nearest';
  return { node, as, margin, border: plain, outside, bits: bitsOf(value, as) };
}

/** The link-time constants of lib/interpolate. */
export function interpolationConstants(order: number, { border, outside }: Interpolated, flat: boolean) {
  return {
    BORDER: BORDERS.indexOf(border),
    WIDE: true,
    OUTSIDE: outside,
    IS_FLAT: flat,
    IS_NEAREST: order === 0,
    IS_LINEAR: order === 1,
    IS_CUBIC: order === 3,
    IS_BACK: false,
  };
}

/** How many voxels are read for one. */
export const tapsOf = (order: number, axes: number): number => (order === 0 ? 1 : (order + 1) ** axes);

/** Numbers of f32 in another element type, as scipy.ndimage has them: whole ones half away from 0, saturated. */
export function returnedAs(node: Node, dtype: Node['dtype']): Node {
  if (node.dtype === dtype || !isInteger(dtype)) return node;
  return pointwise(
    [node],
    ([v = input(0)]): Expr => {
      const size = float('floor', numeric('add', numeric('abs', v), constant(0.5)));
      return select(test('less', v, constant(0)), numeric('negate', size), size);
    },
    dtype,
  );
}
