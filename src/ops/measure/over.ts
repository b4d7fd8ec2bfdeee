/** What every reduction shares: the axes it goes over, the mask, and how many voxels that leaves. */
import { AXES, type Axis, broadcastShapes, formatShape, type Shape, sameShape } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import type { Description } from '../../core/hostVolume.js';
import { axes } from '../../core/params.js';
import { constant, type Expr, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, filled, pointwise, view } from '../../graph/primitive.js';
import { reduceAxes } from './reduce.js';

export const overParams = { axes: axes('The axes to reduce; all five when left out.') };
export const maskInput = { mask: 'The voxels that count: where it is not 0. It broadcasts to the image.' };

/** A reduction as the operations here call one another. */
export type Reduction = (
  src: Node,
  options: { readonly axes: readonly Axis[] | undefined; readonly mask: Node | undefined },
) => Node;

/** Whether a test holds, as the mask of a reduction. */
export function maskWhere(src: Node, build: (voxel: Expr) => Expr, mask?: Node): Node {
  if (!mask) return pointwise([src], ([voxel = input(0)]) => build(voxel), 'u8');
  return pointwise([src, mask], ([voxel = input(0), m = input(1)]) => test('and', build(voxel), m), 'u8');
}

/** Where voxels are finite, within a mask; the mask itself where all numbers are, and nothing where there is none. */
export function finiteMask(src: Node, mask?: Node): Node | undefined {
  return isInteger(src.dtype) ? mask : maskWhere(src, (voxel) => test('isFinite', voxel), mask);
}

/** Refuses a mask that does not broadcast to the image. */
export function checkMask(src: Description, mask: Node | undefined, refuse: RefuseCall): void {
  const joint = mask && broadcastShapes([src.shape, mask.shape]);
  if (mask && !(joint && sameShape(joint, src.shape)))
    refuse(`mask must broadcast to ${formatShape(src.shape)}`, formatShape(mask.shape));
}

/** The image with another number where the mask is 0. */
export function maskedBy(src: Node, mask: Node | undefined, elsewhere: number): Node {
  if (!mask) return src;
  return pointwise([src, mask], ([voxel = input(0), m = input(1)], upload) =>
    select(m, voxel, upload(elsewhere, voxel.type)),
  );
}

/** Infinity, or the greatest whole number of the type that the image computes in: it loses every comparison for the least. */
export function beyond(src: Node, side: 1 | -1): number {
  const { compute } = DTYPES[src.dtype];
  if (compute === 'f32') return side * Number.POSITIVE_INFINITY;
  return side > 0 ? DTYPES[compute].max : DTYPES[compute].min;
}

/** How many voxels along the axes; exact below 2^32. */
export function voxelsAlong(shape: Shape, along: readonly Axis[]): number {
  return along.reduce((product, axis) => product * shape[axis], 1);
}

/** How many voxels of the image the mask lets through, as u32: one number where there is no mask. */
export function countOf(src: Node, mask: Node | undefined, along: readonly Axis[] = AXES): Node {
  if (!mask) return filled(voxelsAlong(src.shape, along), { ...filled(0), dtype: 'u32' });
  const counted = reduceAxes(countable(mask), along, 'sum', 'u32');
  const repeats = voxelsAlong(
    src.shape,
    along.filter((axis) => mask.shape[axis] === 1),
  );
  if (repeats === 1) return counted;
  return pointwise([counted], ([a = input(0)], upload) => numeric('multiply', a, upload(repeats, 'u32')));
}

/** 1 where a voxel is not 0, as u32; NaN is not 0. */
export function countable(src: Node): Node {
  return pointwise([src], ([a = input(0)]) => test('notEqual', a, constant(0, a.type)), 'u32');
}

/** NaN where nothing was counted. */
export function unlessEmpty(result: Node, src: Node, mask: Node | undefined, along: readonly Axis[]): Node {
  if (!mask || result.dtype !== 'f32') return result;
  return pointwise([result, countOf(src, mask, along)], ([r = input(0), count = input(1)], upload) =>
    select(count, r, upload(Number.NaN)),
  );
}

/** The same volume with the description of another one, of the same shape. */
export function relabelled(node: Node, like: Description): Node {
  return view(node, node.shape, {}, describedAs(like, { dtype: node.dtype }));
}
