/** A ridge filter at one scale as operations whose gradients are known: shaders/features/ridges.wgsl does the same in one pass. */
import type { SpatialAxis } from '../../core/axes.js';
import { float, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';
import { channel } from '../geometry/channel.js';
import { reshape } from '../geometry/reshape.js';
import { secondDerivatives } from '../gradient/hessianMatrix.js';
import { add, divide, maximum, multiply } from '../pointwise/arithmetic.js';
import { equal, greater } from '../pointwise/compare.js';
import { abs, exp, sqrt } from '../pointwise/elementary.js';
import { where } from '../pointwise/where.js';
import { symmetricEigenvalues } from './symmetricEigenvalues.js';

/** What the kernel is told. */
export interface RidgeNumbers {
  readonly scale: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

type Eigenvalues = readonly Node[];

/** What a measure makes of an image that was blurred; every n and c is an image of its own. */
export function ridgeParts(
  blurred: Node,
  along: readonly SpatialAxis[],
  measure: keyof typeof MEASURED,
  numbers: RidgeNumbers,
): Node {
  const { shape } = blurred;
  const { n, c } = shape;
  const each = c === 1 ? blurred : reshape(blurred, { shape: { ...shape, n: n * c, c: 1 } });
  const matrix = multiply(secondDerivatives(each, along), numbers.scale);
  const found = symmetricEigenvalues(matrix);
  const values = along.map((_, index) => channel(found, { index }));
  const made = MEASURED[measure](values, numbers);
  return c === 1 ? made : reshape(made, { shape: { ...shape } });
}

const MEASURED = { frangi, sato, meijering };

const squared = (a: Node): Node => multiply(a, a);
const quotient = (a: Node, b: Node): Node => divide(a, where(equal(b, 0), 1e-10, b));
/** 1 - exp(-t). */
const risen = (t: Node): Node =>
  pointwise([t], ([v = input(0)]) => numeric('negate', float('expm1', numeric('negate', v))), 'f32');
const falling = (t: Node): Node => exp(multiply(t, -1));

/** The least in magnitude first. */
function byMagnitude(values: Eigenvalues): Node[] {
  const sorted = [...values];
  const order = (i: number, j: number): void => {
    const [a, b] = [sorted[i] as Node, sorted[j] as Node];
    const swap = greater(abs(a), abs(b));
    [sorted[i], sorted[j]] = [where(swap, b, a), where(swap, a, b)];
  };
  for (const [i, j] of values.length === 2
    ? ([[0, 1]] as const)
    : ([
        [0, 1],
        [1, 2],
        [0, 1],
      ] as const))
    order(i, j);
  return sorted;
}

function frangi(values: Eigenvalues, { alpha, beta, gamma }: RidgeNumbers): Node {
  const sorted = byMagnitude(values);
  const [small, second, third] = sorted as [Node, Node, Node?];
  const structure = risen(
    divide(
      sorted.map(squared).reduce((a, b) => add(a, b)),
      gamma,
    ),
  );
  const mean = third ? multiply(sqrt(abs(second)), sqrt(abs(third))) : abs(second);
  const tube = multiply(falling(divide(squared(quotient(small, mean)), beta)), structure);
  const plate = third && risen(divide(squared(quotient(second, third)), alpha));
  const made = plate ? multiply(plate, tube) : tube;
  return where(greater(third ? maximum(second, third) : second, 0), 0, made);
}

function sato([first, second, third]: Eigenvalues): Node {
  const [a, b] = [first as Node, second as Node];
  const made = third ? multiply(sqrt(abs(a)), sqrt(abs(b))) : abs(a);
  return where(greater(a, 0), made, 0);
}

function meijering(values: Eigenvalues, { alpha }: RidgeNumbers): Node {
  const others = multiply(
    values.reduce((a, b) => add(a, b)),
    alpha,
  );
  const made = values.map((value) => add(multiply(value, 1 - alpha), others));
  // the negative one of two
  return made.reduce((a, b) => where(greater(abs(a), abs(b)), a, b));
}
