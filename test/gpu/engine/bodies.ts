/** Bodies of loops, and which of their states are updated in place: read by the tests of plans, of memory and of bits. */
import type { HostVolume } from '../../../src/core/hostVolume.js';
import type { Node } from '../../../src/graph/node.js';
import { source, stored } from '../../../src/graph/primitive.js';
import { type RepeatResult, repeat } from '../../../src/graph/repeat.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { laplace } from '../../../src/ops/gradient/laplace.js';
import { max } from '../../../src/ops/measure/max.js';
import { add, multiply, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { abs } from '../../../src/ops/pointwise/elementary.js';

type States = Readonly<Record<string, Node>>;

export interface Body {
  readonly name: string;
  /** What `explain` says of the states, in their order. */
  readonly states: string;
  /** Volumes of a state's size that live at once: the images, the states, and what lies between dispatches. */
  readonly volumes: number;
  readonly body: (state: States) => States;
  readonly measure?: (next: States, before: States) => Node;
}

const node = (states: States, name: string): Node => {
  const found = states[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
};
const u = (states: States): Node => node(states, 'u');
const v = (states: States): Node => node(states, 'v');
/** Damped, so that numbers stay small, and of the type of the state. */
const towards = (state: Node, pull: Node): Node =>
  cast(add(multiply(state, 0.75), multiply(pull, 0.0625)), { dtype: state.dtype as 'f32' });
const change = (next: Node, before: Node): Node => cast(max(abs(subtract(next, before))), { dtype: 'f32' });

export const BODIES: readonly Body[] = [
  {
    name: 'a voxel from itself',
    states: 'u in place',
    volumes: 2,
    body: (s) => ({ u: towards(u(s), u(s)) }),
  },
  {
    name: 'a voxel from its neighbours (Jacobi)',
    states: 'u held twice',
    volumes: 3,
    body: (s) => ({ u: towards(u(s), laplace(u(s))) }),
  },
  {
    name: 'neighbours read by a dispatch before the one that writes',
    states: 'u in place',
    volumes: 3,
    body: (s) => ({ u: towards(u(s), stored(convolveAxis(laplace(u(s)), { weights: [1, 2, 1] }))) }),
  },
  {
    name: 'two states, each from the old neighbours of the other',
    states: 'u in place, v held twice',
    volumes: 5,
    body: (s) => ({ u: towards(u(s), laplace(v(s))), v: towards(v(s), laplace(u(s))) }),
  },
  {
    name: 'two states, the second from the new neighbours of the first (primal and dual)',
    states: 'u in place, v in place',
    volumes: 4,
    body: (s) => {
      const next = towards(u(s), laplace(v(s)));
      return { u: next, v: towards(v(s), laplace(next)) };
    },
  },
  {
    name: 'a state beside one that needs its neighbours',
    states: 'u held twice, v in place',
    volumes: 5,
    body: (s) => ({ u: towards(u(s), laplace(u(s))), v: towards(v(s), u(s)) }),
  },
  {
    name: 'a state read by others before it is written, whatever the order in the body',
    states: 'u in place, v in place',
    volumes: 4,
    body: (s) => ({ u: towards(u(s), u(s)), v: towards(v(s), laplace(u(s))) }),
  },
  {
    name: 'a state read after it was written',
    states: 'u held twice, v in place',
    volumes: 5,
    body: (s) => {
      const next = towards(u(s), v(s));
      return { u: next, v: towards(v(s), subtract(laplace(next), u(s))) };
    },
  },
  {
    name: 'a measure that looks at what was before',
    states: 'u held twice',
    volumes: 3,
    body: (s) => ({ u: towards(u(s), u(s)) }),
    measure: (next, before) => change(u(next), u(before)),
  },
  {
    name: 'a measure that looks at what is new only',
    states: 'u in place',
    volumes: 2,
    body: (s) => ({ u: towards(u(s), u(s)) }),
    measure: (next) => change(u(next), multiply(u(next), 0.5)),
  },
  {
    name: 'a state through a view',
    states: 'u held twice',
    volumes: 3,
    body: (s) => ({ u: towards(u(s), flip(u(s), { axes: 'y' })) }),
  },
  {
    name: 'a state handed on unchanged',
    states: 'u in place, v in place',
    volumes: 4,
    body: (s) => ({ u: u(s), v: towards(v(s), u(s)) }),
  },
  {
    name: 'two states that change places',
    states: 'u in place, v held twice',
    volumes: 5,
    body: (s) => ({ u: v(s), v: u(s) }),
  },
];

/** A loop over a body; its states begin as the images. */
export function loopOf({ body, measure }: Body, images: readonly HostVolume[], iterations = 4): RepeatResult<string> {
  const [first, second] = images.map(source);
  if (!first || !second) throw new Error('two images');
  const names = Object.keys(body({ u: first, v: second }));
  return repeat({
    state: Object.fromEntries(names.map((name) => [name, name === 'u' ? first : second])),
    body,
    ...(measure && { measure }),
    below: -1,
    check: 2,
    max: iterations,
  });
}
