/**
 * What a pipeline leaves of the names of channels and of the time between images. One rule for all operations, by what the graph says of where
 * each reads: along c (and along n) a result has what its sources say where it reads each of them position by position. What is moved, chosen,
 * mixed or joined along the axis says nothing more, nor do sources that say different things. A source of one position that is broadcast, and one
 * that says nothing, have no voice.
 */
import { type Acquired, acquiredFrom, type Channel, type TimeStep } from '../core/acquired.js';
import { broadcastShapes, type Shape } from '../core/axes.js';
import {
  inputsOf,
  type KernelCall,
  lowered,
  type Node,
  type Primitive,
  type RepeatCall,
  type ViewCall,
} from './node.js';

/** What is said along an axis, as text; nothing, or things that do not hold for the whole of it. */
type Said = string | 'nothing' | 'unlike';
type SaidAxis = 'n' | 'c';
type Found = WeakMap<Primitive, readonly Said[]>;

/** Graphs do not change: what was found of a call holds for good. */
const FOUND: Readonly<Record<SaidAxis, Found>> = { n: new WeakMap(), c: new WeakMap() };

/** What is known of how a node's images were acquired. */
export function acquiredOf(node: Node): Acquired | undefined {
  const [channels, timeStep] = [parsed(saidOf(node, 'c')), parsed(saidOf(node, 'n'))];
  return acquiredFrom({ channels: channels as Channel[] | undefined, timeStep: timeStep as TimeStep | undefined });
}

const parsed = (said: Said): unknown => (said === 'nothing' || said === 'unlike' ? undefined : JSON.parse(said));

function saidOf(node: Node, axis: SaidAxis): Said {
  find([node], axis, FOUND[axis]);
  return of(node, FOUND[axis]);
}

function of(node: Node, found: Found): Said {
  const { call, output } = lowered(node);
  return found.get(call as Primitive)?.[output] ?? 'nothing';
}

/** Finds out about all calls behind some nodes, each after those that it reads. */
function find(roots: readonly Node[], axis: SaidAxis, found: Found): void {
  const stack = roots.map((node) => ({ node: lowered(node), entered: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const call = top.node.call as Primitive;
    if (found.has(call)) continue;
    if (top.entered) found.set(call, saidBy(call, top.node.shape, axis, found));
    else {
      stack.push({ node: top.node, entered: true });
      for (const input of inputsOf(call)) stack.push({ node: lowered(input), entered: false });
    }
  }
}

/** What each output of a call says; `shape` is that of the one output of what has one. */
function saidBy(call: Primitive, shape: Shape, axis: SaidAxis, found: Found): readonly Said[] {
  switch (call.kind) {
    case 'literal':
      return ['nothing'];
    case 'source': {
      const { channels, timeStep } = call.source.acquired ?? {};
      const own = axis === 'n' ? timeStep : channels?.length === shape.c ? channels : undefined;
      return [own === undefined ? 'nothing' : JSON.stringify(own)];
    }
    case 'pointwise': {
      const joint = broadcastShapes(call.inputs.map((input) => input.shape)) ?? shape;
      return [joined(call.inputs.map((input) => through(input, joint, axis, true, found)))];
    }
    case 'view':
      return [through(call.input, shape, axis, isStill(call, axis), found)];
    case 'kernel':
      return call.outputs.map((_, output) => saidByKernel(call, output, axis, found));
    case 'repeat':
      return saidByLoop(call, axis, found);
  }
}

/** What an input says of an output of some shape. `still` is whether each position reads its own, `unknown` whether any may be read. */
function through(input: Node, shape: Shape, axis: SaidAxis, still: boolean | 'unknown', found: Found): Said {
  const said = of(input, found);
  const [from, to] = [input.shape[axis], shape[axis]];
  if (said === 'nothing' || (from === to && (from === 1 || still === true))) return said;
  // one position for all, whether it is read everywhere or at each
  return from === 1 && still !== false ? 'nothing' : 'unlike';
}

function joined(said: readonly Said[]): Said {
  const [first = 'nothing', ...others] = [...new Set(said)].filter((each) => each !== 'nothing');
  return others.length > 0 ? 'unlike' : first;
}

function isStill({ walk }: ViewCall, axis: SaidAxis): boolean | 'unknown' {
  const { axis: from, start, step } = walk[axis];
  if (step === 0) return 'unknown';
  return from === axis && start === 0 && step === 1;
}

function saidByKernel(call: KernelCall, output: number, axis: SaidAxis, found: Found): Said {
  const made = call.outputs[output];
  if (!made) return 'unlike';
  const { shape } = made.description;
  const alike = call.domain[axis] === shape[axis];
  if (call.apart) return joined(call.inputs.map(({ node }) => through(node, shape, axis, alike || 'unknown', found)));
  // stored at its own position: not anywhere, nor elsewhere along the axis
  const inPlace = !made.atomic && !made.changes && !call.spreads.includes(axis) && alike;
  return joined(
    call.inputs.map(({ node, reach, counts }) => {
      const along = reach[axis];
      if (along === 'all') return through(node, shape, axis, 'unknown', found);
      const own =
        along === undefined ||
        (along.from === axis && along.scale === 1 && along.offset === 0 && along.before === 0 && along.after === 0);
      return through(node, shape, axis, own && (inPlace && counts === 'domain' ? true : 'unknown'), found);
    }),
  );
}

/** States begin as they are given and go on as the body says, until nothing that they say changes: each can change twice at most. */
function saidByLoop(call: RepeatCall, axis: SaidAxis, found: Found): readonly Said[] {
  const states = call.body.length;
  let said = call.inputs.map((input) => of(input, found));
  if (said.every((each) => each === 'nothing')) return [];
  for (;;) {
    const within: Found = new WeakMap();
    for (const [at, each] of call.placeholders.entries())
      within.set(lowered(each).call as Primitive, [said[at] ?? 'nothing']);
    for (const node of call.constants) {
      const outside = lowered(node).call as Primitive;
      const known = found.get(outside);
      if (known) within.set(outside, known);
    }
    find([...call.body, ...(call.adjusted ?? [])], axis, within);
    const next = said.map((each, at) => {
      const after = [call.body[at], call.adjusted?.[at]].flatMap((node) => (node ? [of(node, within)] : []));
      return at < states ? joined([each, ...after]) : each;
    });
    if (next.every((each, at) => each === said[at])) return [...next.slice(0, states), 'nothing', 'nothing', 'nothing'];
    said = next;
  }
}
