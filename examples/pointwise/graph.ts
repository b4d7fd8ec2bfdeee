/** What the page computes: both images, how often each value occurs in them, and the curve, or the pairs of values where there is none. */
import { expression, HostVolume, histogram, type Node, source } from 'brightfield';
import { BINS, type CurveName, curveOf, type Values } from './curves.js';

/** All values from 0 to 1: what the curve is drawn of. */
const STEPS = 512;
const RAMP = new HostVolume({
  shape: { x: STEPS + 1 },
  data: Float32Array.from({ length: STEPS + 1 }, (_, k) => k / STEPS),
});
const SIDE = 64;

interface Made {
  readonly u: Node;
  readonly v: Node;
  readonly before: Node;
  readonly after: Node;
  readonly [more: string]: Node;
}

export function graphOf(u: Node, name: CurveName, values: Values): Made {
  const { of, isLocal } = curveOf(name);
  const v = of(u, values, u);
  const counted = { u, v, before: histogram(u, BINS).counts, after: histogram(v, BINS).counts };
  return isLocal ? { ...counted, pairs: pairsOf(u, v) } : { ...counted, curve: of(source(RAMP), values, u) };
}

/** How often each of 64 values before goes with each of 64 after, a row for each value after. */
function pairsOf(u: Node, v: Node): Node {
  const place = expression([u, v, SIDE - 0.01], { text: `floor(c * a) + ${SIDE} * floor(c * b)` });
  return histogram(place, { bins: SIDE * SIDE, range: [-0.5, SIDE * SIDE - 0.5] }).counts;
}
