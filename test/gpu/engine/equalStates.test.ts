/** Loops with states whose next values are equal: each has its own memory, whatever the numbers happen to be. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { type RepeatOptions, repeat } from '../../../src/graph/repeat.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { max } from '../../../src/ops/measure/max.js';
import { add, multiply, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { abs } from '../../../src/ops/pointwise/elementary.js';
import { sharedContext } from '../shared.js';

type Name = 'p' | 'q' | 'r';
type States<T> = Readonly<Record<Name, T>>;

const SHAPE = { y: 3, x: 5 };
/** Whole numbers, so that sums are exact. */
const start: States<number[]> = {
  p: Array.from({ length: 15 }, (_, at) => at),
  q: Array.from({ length: 15 }, (_, at) => 100 - at * at),
  r: Array.from({ length: 15 }, (_, at) => 7 * at),
};
const hosts = Object.fromEntries(
  Object.entries(start).map(([name, data]) => [name, new HostVolume({ shape: SHAPE, data: Float32Array.from(data) })]),
) as States<HostVolume>;

interface Case {
  readonly body: RepeatOptions<Name>['body'];
  readonly wanted: (before: States<number[]>) => States<number[]>;
}

const each = (list: readonly number[], change: (value: number, at: number) => number): number[] => list.map(change);
const turned = (list: readonly number[]): number[] =>
  each(list, (_, at) => list[10 - 5 * Math.floor(at / 5) + (at % 5)] as number);

const plus = (k: number): Case => ({
  body: ({ p, r }) => ({ p: add(p, 1), q: add(p, k), r: subtract(r, 1) }),
  wanted: ({ p, r }) => ({ p: each(p, (v) => v + 1), q: each(p, (v) => v + k), r: each(r, (v) => v - 1) }),
});

const CASES: Readonly<Record<string, Case>> = {
  'equal but for a number': plus(2),
  'equal by a number': plus(1),
  'one node for two': {
    body: ({ p, q, r }) => {
      const next = add(p, q);
      return { p: next, q: next, r: add(r, q) };
    },
    wanted: ({ p, q, r }) => {
      const next = each(p, (v, at) => v + (q[at] as number));
      return { p: next, q: next, r: each(r, (v, at) => v + (q[at] as number)) };
    },
  },
  'one node for three, read through a view': {
    body: ({ p, q, r }) => {
      const next = add(subtract(p, flip(q, { axes: 'y' })), r);
      return { p: next, q: next, r: next };
    },
    wanted: ({ p, q, r }) => {
      const seen = turned(q);
      const next = each(p, (v, at) => v - (seen[at] as number) + (r[at] as number));
      return { p: next, q: next, r: next };
    },
  },
  'all the same state': {
    body: ({ q }) => ({ p: q, q, r: q }),
    wanted: ({ q }) => ({ p: q, q, r: q }),
  },
  'all from outside': {
    body: () => {
      const outside = multiply(hosts.r, 2);
      return { p: outside, q: outside, r: outside };
    },
    wanted: () => {
      const outside = each(start.r, (v) => 2 * v);
      return { p: outside, q: outside, r: outside };
    },
  },
};

test.each(Object.entries(CASES))('%s', async (_name, { body, wanted }) => {
  let expected = start;
  for (let k = 0; k < 4; k++) expected = wanted(expected);
  const difference = (next: States<Node>, before: States<Node>): Node => max(abs(subtract(next.q, before.r)));
  for (const measure of [undefined, difference])
    for (const fusion of [true, false]) {
      const loop = repeat({ state: hosts, body, ...(measure && { measure }), below: -1, check: 2, max: 4 });
      const volumes = await new Engine(sharedContext(), fusion).run(loop.state);
      for (const [name, volume] of Object.entries(volumes)) {
        expect([...(await volume.read()).data], name).toEqual(expected[name as Name]);
        volume.dispose();
      }
    }
});
