/**
 * Minimum of a smooth function by L-BFGS (Nocedal and Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5), steps by bisection until both of Wolfe's
 * conditions hold (Lewis and Overton 2013).
 */
import { dot } from './table.js';

/** The value at x; writes the slope. */
export type Smooth = (x: Float64Array, slope: Float64Array) => number;

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Whether the steepest component of the slope is below the tolerance. */
  readonly converged: boolean;
}

const REMEMBERED = 10;
const TRIALS = 40;
/** The share of what the slope promises that a step must keep. */
const DESCENT = 1e-4;
const ROUNDING = 1e-13;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/** Begins at 0. */
export function lbfgs(f: Smooth, size: number, tolerance: number, maxIterations: number): Minimum {
  let x = new Float64Array(size);
  let slope = new Float64Array(size);
  let value = f(x, slope);
  const pairs: Pair[] = [];
  for (let iterations = 0; ; iterations++) {
    const steepest = slope.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    if (steepest <= tolerance) return { x, value, iterations, converged: true };
    if (iterations === maxIterations) return { x, value, iterations, converged: false };
    const direction = directionOf(slope, pairs);
    const along = dot(direction, slope);
    const next = stepAlong(
      f,
      x,
      value,
      direction,
      along,
      pairs.length ? 1 : Math.min(1, 1 / Math.sqrt(dot(slope, slope))),
    );
    // no step goes down any more: all that 64 bits give
    if (!next) return { x, value, iterations, converged: false };
    const step = next.x.map((each, i) => each - (x[i] as number));
    const change = next.slope.map((each, i) => each - (slope[i] as number));
    const curvature = dot(step, change);
    if (curvature > 0) pairs.push({ step, change, rho: 1 / curvature });
    if (pairs.length > REMEMBERED) pairs.shift();
    ({ x, slope, value } = next);
  }
}

/** Minus the slope times the inverse curvature that the last steps have seen. */
function directionOf(slope: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = slope.map((each) => -each);
  const shares = pairs.map(() => 0);
  const add = (share: number, of: Float64Array): void => {
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) + share * (of[i] as number);
  };
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, rho } = pairs[k] as Pair;
    shares[k] = rho * dot(step, q);
    add(-(shares[k] as number), change);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let i = 0; i < q.length; i++) q[i] = scale * (q[i] as number);
  }
  pairs.forEach(({ step, change, rho }, k) => {
    add((shares[k] as number) - rho * dot(change, q), step);
  });
  return q;
}

function stepAlong(
  f: Smooth,
  from: Float64Array,
  value: number,
  direction: Float64Array,
  along: number,
  first: number,
) {
  let [low, high, length] = [0, Number.POSITIVE_INFINITY, first];
  for (let trial = 0; trial < TRIALS; trial++) {
    const x = from.map((each, i) => each + length * (direction[i] as number));
    const slope = new Float64Array(x.length);
    const reached = f(x, slope);
    const after = dot(slope, direction);
    // near the minimum values differ by rounding alone, and the slopes decide (Hager and Zhang 2005, approximate Wolfe conditions)
    const level = reached <= value + ROUNDING * Math.abs(value) && after <= (2 * DESCENT - 1) * along;
    if (!(reached <= value + DESCENT * length * along || level)) high = length;
    else if (after < 0.9 * along) low = length;
    else return { x, slope, value: reached };
    length = high < Number.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
  }
  return undefined;
}
