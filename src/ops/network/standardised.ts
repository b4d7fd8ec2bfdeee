/**
 * Numbers less their mean, over their deviation: what all normalisations are made of, and the gradient through both. The mean is taken of what lies above the first
 * voxel of a set, so that a mean of 1e4 beside a deviation of 1 costs no digits; the variance is that of the differences, a pass later.
 */
import { AXES, type Axis, formatShape, sameShape } from '../../core/axes.js';
import { number } from '../../core/params.js';
import { constant, type Expr, float, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { mean } from '../measure/mean.js';
import { voxelsAlong } from '../measure/over.js';
import { sum } from '../measure/sum.js';
import { add, multiply, subtract } from '../pointwise/arithmetic.js';
import { groupFirst, groupMean } from './groupMean.js';

export const epsilonParam = {
  epsilon: number('Added to the variance, so that what is constant becomes 0.', { default: 1e-5, min: 0, max: 1e6 }),
};
export const affineInputs = {
  scale: 'What the normalised numbers are multiplied by, along c.',
  shift: 'What is added to them then, along c.',
};

/** Which voxels have a mean in common: all along the axes, and where groups are given, so many channels. */
export interface Together {
  readonly axes: readonly Axis[];
  readonly groupSize?: number;
}

/** Of every set of voxels: its first one, its mean above that one, its variance. All keep length 1 along the axes. */
export interface Statistics {
  readonly first: Node;
  readonly offset: Node;
  readonly variance: Node;
}

export function statisticsOf(src: Node, { axes, groupSize = 1 }: Together): Statistics {
  const image = asFloat(src);
  const one = crop(image, { size: Object.fromEntries(axes.map((axis) => [axis, 1])) });
  const first = groupSize > 1 ? groupFirst(one, groupSize) : one;
  const average = (node: Node): Node => {
    const averaged = mean(node, { axes });
    return groupSize > 1 ? groupMean(averaged, groupSize) : averaged;
  };
  const offset = average(subtract(image, first));
  const squares = pointwise([image, first, offset], ([a = ZERO, b = ZERO, c = ZERO]) => {
    const deviation = numeric('subtract', numeric('subtract', a, b), c);
    return numeric('multiply', deviation, deviation);
  });
  return { first, offset, variance: average(squares) };
}

const ZERO = constant(0);

/** 1 / √(variance + epsilon) */
export function sharpness(variance: Node, epsilon: number): Node {
  return pointwise([variance], ([v = input(0)], upload) =>
    float('divide', constant(1), float('sqrt', numeric('add', v, upload(epsilon)))),
  );
}

/** (x - first - offset) · rate */
export function standardised(src: Node, { first, offset }: Statistics, rate: Node): Node {
  return pointwise([asFloat(src), first, offset, rate], ([a = ZERO, b = ZERO, c = ZERO, r = ZERO]) =>
    numeric('multiply', numeric('subtract', numeric('subtract', a, b), c), r),
  );
}

export function affine(node: Node, scale: Node | undefined, shift: Node | undefined): Node {
  const scaled = scale ? multiply(node, scale) : node;
  return shift ? add(scaled, shift) : scaled;
}

/** Refuses what is not one number for each channel. */
export function checkChannels(src: Node, given: Readonly<Record<string, Node | undefined>>, refuse: RefuseCall): void {
  const wanted = { n: 1, c: src.shape.c, z: 1, y: 1, x: 1 };
  for (const [name, node] of Object.entries(given))
    if (node && !sameShape(node.shape, wanted))
      refuse(`${name} must be one number for each of the ${wanted.c} channels, along c`, formatShape(node.shape));
}

/** What the normalised numbers, the scale and the shift are given. Sums over axes along which the scale is one number serve all three. */
export function normalisedBack(
  given: Node,
  normal: Node,
  rate: Node,
  { axes, groupSize = 1 }: Together,
  scale: Node | undefined,
): { readonly src: Node; readonly scale: Node; readonly shift: Node } {
  const inner = axes.filter((axis) => !scale || scale.shape[axis] === 1);
  const rest = axes.filter((axis) => !inner.includes(axis));
  const count = voxelsAlong(normal.shape, axes);
  const collected = (node: Node): Node => {
    const total = inner.length ? sum(node, { axes: inner }) : node;
    const weighed = scale ? multiply(total, scale) : total;
    const all = rest.length ? sum(weighed, { axes: rest }) : weighed;
    const averaged = multiply(all, 1 / count);
    return groupSize > 1 ? groupMean(averaged, groupSize) : averaged;
  };
  const product = multiply(given, normal);
  const weighed = scale ? multiply(given, scale) : given;
  const src = pointwise(
    [weighed, collected(given), normal, collected(product), rate],
    ([g = ZERO, a = ZERO, x = ZERO, b = ZERO, r = ZERO]: readonly Expr[]) =>
      numeric('multiply', r, numeric('subtract', numeric('subtract', g, a), numeric('multiply', x, b))),
  );
  const added = (node: Node): Node => (inner.length ? sum(node, { axes: inner }) : node);
  return { src, scale: added(product), shift: added(given) };
}

export const SPACE = AXES.filter((axis) => axis !== 'n' && axis !== 'c');
