/** The interval in which every voxel of an answer lies: what makes a duality gap finite. Its ends are volumes of one voxel, computed from the data where the caller does not say. */

import { HostVolume } from '../core/hostVolume.js';
import { optional } from '../core/optionalParam.js';
import { flag, number } from '../core/params.js';
import { constant, type Expr, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import type { RefuseCall } from '../graph/operation.js';
import { literal, pointwise, source, view } from '../graph/primitive.js';
import { max } from '../ops/measure/max.js';
import { min } from '../ops/measure/min.js';

export interface Box {
  readonly low: Node;
  readonly high: Node;
  /** How far the values of the answer are expected to lie from each other. */
  readonly span: Node;
}

/** Ends that follow from the data where they are left out. */
export const boxParams = {
  low: optional(number('The least value that the result may have; it follows from the data where it is left out.')),
  high: optional(number('The greatest value that it may have; it follows from the data where it is left out.')),
};

/** Ends that must be given: data of any pipeline tell nothing of what it was made of. */
export const givenBoxParams = {
  low: number('The least value that the result may have.'),
  high: number('The greatest value that it may have.'),
};

export const clipParam = {
  clip: flag('Whether the result is cut to -1 to 1, as scikit-image does unasked.', { default: false }),
};

/** What is sharper than the data reaches beyond them: so many times their range to either side. */
export const WIDER = 1;

/** An interval that was given. */
export function givenBox(low: number, high: number): Box {
  return { low: literal(low), high: literal(high), span: literal(high - low) };
}

/**
 * The interval that was given, or of the data: from the least to the greatest, `wider` times that on to either side. Where one end is given the other leaves as much room as the data take.
 */
export function boxOf(data: Node, low: number | undefined, high: number | undefined, wider: number): Box {
  if (low !== undefined && high !== undefined) return givenBox(low, high);
  const [least, most] = [min(data), max(data)];
  const span = pointwise([least, most], ([a, b]) => {
    const long = numeric('subtract', b as Expr, a as Expr);
    const size = numeric('abs', b as Expr);
    const above = (v: Expr, otherwise: Expr): Expr => select(test('greater', v, constant(0)), v, otherwise);
    // data that are the same everywhere need some room, too; a NaN stays one
    return select(test('isNaN', long), long, above(long, above(size, constant(1))));
  });
  const beyond = (end: Node, by: number): Node =>
    pointwise([end, span], ([e, s], upload) => numeric('add', e as Expr, numeric('multiply', upload(by), s as Expr)));
  const [below, over] = [beyond(least, -wider), beyond(most, wider)];
  const apart = (which: 'minimum' | 'maximum', own: Node, given: number, by: 1 | -1): Node =>
    pointwise([own, beyond(literal(given), by)], ([a, b]) => numeric(which, a as Expr, b as Expr));
  return {
    low: low !== undefined ? literal(low) : high !== undefined ? apart('minimum', below, high, -1) : below,
    high: high !== undefined ? literal(high) : low !== undefined ? apart('maximum', over, low, 1) : over,
    span,
  };
}

/** Refuses an interval without room. */
export function checkBox(low: number | undefined, high: number | undefined, refuse: RefuseCall): void {
  if (low !== undefined && high !== undefined && !(high > low)) refuse('high must be above low', `${low} to ${high}`);
}

/** An image within a box, or within two numbers. */
export function clipped(
  image: Node,
  { low, high }: { readonly low: Node | number; readonly high: Node | number },
): Node {
  const node = (end: Node | number): Node => (typeof end === 'number' ? literal(end) : end);
  return pointwise([image, node(low), node(high)], ([v, a, b]) => inside(v as Expr, a as Expr, b as Expr));
}

export const inside = (voxel: Expr, low: Expr, high: Expr): Expr =>
  numeric('minimum', numeric('maximum', voxel, low), high);

const PLACES = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(0, 1, 2) });

/** The row that steps in a box read: tau, low and high. A kernel has no bindings to spare for three volumes. */
export function stepsIn(box: Box, tau: Node): Node {
  return pointwise([source(PLACES), tau, box.low, box.high], ([at, t, low, high]) => {
    const is = (k: number): Expr => test('equal', at as Expr, constant(k));
    return select(is(0), t as Expr, select(is(1), low as Expr, high as Expr));
  });
}

/** The tau of such a row. */
export function tauOf(steps: Node): Node {
  return view(steps, { ...steps.shape, x: 1 }, {});
}

/** The row with another tau. */
export function withTau(steps: Node, tau: Node): Node {
  return pointwise([source(PLACES), steps, tau], ([at, old, t]) =>
    select(test('equal', at as Expr, constant(0)), t as Expr, old as Expr),
  );
}
