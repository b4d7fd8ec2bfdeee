/**
 * Which states of a loop are updated in place. A state is held twice where something needs its old value once the new one is
 * written; where nothing does, both are one buffer: bound once, writable, loaded and stored through the same binding, since
 * WebGPU lets no dispatch bind a buffer as readable and as writable.
 *
 * A kernel loads an input without reach at the place that it stores, before it stores it, and stores each place once; so does
 * what is fused into its store. That is what lets a dispatch write over what it reads. A kernel that changes a state anywhere (`KernelOutput.changes`) is one invocation, which sees what it stores.
 */
import { sameShape } from '../core/axes.js';
import { type Expr, withArguments } from '../graph/expr.js';
import type { RepeatCall } from '../graph/node.js';
import { HANDED, leavesRead, type Port } from './access.js';
import { type Dispatch, inOrder, type Waits, type Work, waitsOf } from './dispatch.js';
import type { FlatGraph } from './flatten.js';
import { slotKey } from './fuse.js';
import { type Leaf, ROW_AXES } from './leaf.js';

/** A state in the graph of a loop's body, by the keys of its slots. */
interface State {
  /** Where the body reads its present value; it need not. */
  readonly present: string | undefined;
  readonly next: string;
}

/** The states of a loop in one of the graphs of its body. */
export function statesOf(graph: FlatGraph, call: RepeatCall): State[] {
  return call.body.map((_, at) => {
    const node = call.placeholders[at]?.call;
    const item = graph.items.findIndex(
      ({ call: inner }) => inner.kind === 'source' && node?.kind === 'source' && inner.source === node.source,
    );
    const next = graph.outputs[at];
    if (!next) throw new Error('a state has no next value');
    return { present: item < 0 ? undefined : `${item}.0`, next: slotKey(next) };
  });
}

/** Which of the wanted states can be updated in place; where one rules out another, the first of them. */
export function inPlaceStates(
  graph: FlatGraph,
  work: readonly Work[],
  states: readonly State[],
  wanted: readonly boolean[],
): boolean[] {
  const waits = new Map(waitsOf(graph, work));
  return states.map((state, at) => {
    const writer = writerOf(work, state);
    if (!(wanted[at] || changes(writer, state)) || !writesOver(writer, state)) return heldTwice(writer, state);
    const readers = otherReaders(work, state, writer);
    if (waitFor(waits, readers, writer)) return heldTwice(writer, state);
    waits.set(writer, [...(waits.get(writer) ?? []), ...readers]);
    return true;
  });
}

/** The dispatches of a body in an order, and in a form, in which the chosen states are updated in place. */
export function updatingInPlace(
  graph: FlatGraph,
  work: readonly Work[],
  states: readonly State[],
  chosen: readonly boolean[],
): Work[] {
  const waits = new Map(waitsOf(graph, work));
  const overwritten = new Map<string, string>();
  for (const state of states.filter((_, at) => chosen[at])) {
    const writer = writerOf(work, state);
    waits.set(writer, [...(waits.get(writer) ?? []), ...otherReaders(work, state, writer)]);
    if (state.present) overwritten.set(state.next, state.present);
  }
  return inOrder(work, waits).map((step) => (step.kind === 'dispatch' ? boundOnce(step, overwritten) : step));
}

function writerOf(work: readonly Work[], { next }: State): Dispatch {
  const found = work.find((step) => step.writes.some((slot) => slotKey(slot) === next));
  if (found?.kind !== 'dispatch') throw new Error('no dispatch writes a state');
  return found;
}

/** Whether a kernel has to find the state in the buffer that it stores it to. */
function changes(writer: Dispatch, state: State): boolean {
  return portOf(writer, state)?.changes === true;
}

/** No: the state is held twice; which a kernel that changes it in place cannot have. */
function heldTwice(writer: Dispatch, state: State): false {
  if (changes(writer, state)) throw new Error(`${writer.kernel}: something else needs what it changes in place`);
  return false;
}

function portOf(dispatch: Dispatch, { next }: State): Port | undefined {
  return dispatch.outputs.find((output) => storageOf(dispatch, output) === next);
}

/** The other dispatches that read the present value of a state: it is written over after them. */
function otherReaders(work: readonly Work[], { present }: State, writer: Dispatch): Work[] {
  return work.filter(
    (step) => step !== writer && step.kind === 'dispatch' && step.leaves.some((leaf) => slotKey(leaf.slot) === present),
  );
}

/** Whether any of these steps waits, all the way, for another. */
function waitFor(waits: Waits, steps: readonly Work[], target: Work): boolean {
  const seen = new Set<Work>();
  const stack = [...steps];
  for (let step = stack.pop(); step; step = stack.pop()) {
    if (step === target) return true;
    if (seen.has(step)) continue;
    seen.add(step);
    stack.push(...(waits.get(step) ?? []));
  }
  return false;
}

/** Whether all that the dispatch that writes a state reads of its present value is the place that it writes. */
function writesOver(dispatch: Dispatch, state: State): boolean {
  const { present } = state;
  const port = portOf(dispatch, state);
  const target = port?.target;
  if (!port || target === undefined) return false;
  return dispatch.leaves.every((leaf, at) => {
    if (slotKey(leaf.slot) !== present) return true;
    if (!sameWalk(leaf, dispatch.leaves[target])) return false;
    if (port.changes) return true;
    if (dispatch.reaches[at]?.some((reach) => Object.keys(reach).length > 0)) return false;
    const isRead = ({ expr }: Port): boolean => leavesRead(expr).has(at);
    // with more outputs than one, what is fused into the store of another may load after the first is stored
    if (dispatch.outputs.some((output) => output !== port && isRead(output))) return false;
    if (!dispatch.inputs.some(isRead)) return true;
    return dispatch.loadsFirst && sameShape(leaf.shape, dispatch.domain);
  });
}

function storageOf({ leaves }: Dispatch, { target }: Port): string | undefined {
  const leaf = target === undefined ? undefined : leaves[target];
  return leaf && slotKey(leaf.slot);
}

function sameWalk(a: Leaf, b: Leaf | undefined): boolean {
  if (!b || a.start !== b.start || !sameShape(a.shape, b.shape)) return false;
  return ROW_AXES.every((axis) => a.strides[axis] === b.strides[axis]);
}

/** The dispatch with what it writes over bound once: expressions read it through the leaf of the output. */
function boundOnce(dispatch: Dispatch, overwritten: ReadonlyMap<string, string>): Dispatch {
  const instead = new Map<number, number>();
  for (const output of dispatch.outputs) {
    const present = overwritten.get(storageOf(dispatch, output) ?? '');
    const at = dispatch.leaves.findIndex((leaf) => slotKey(leaf.slot) === present);
    if (at >= 0 && output.target !== undefined) instead.set(at, output.target);
  }
  if (instead.size === 0) return dispatch;
  const kept = [...dispatch.leaves.keys()].filter((at) => !instead.has(at));
  const moved = (at: number): number => kept.indexOf(instead.get(at) ?? at);
  const rebound = (expr: Expr): Expr => {
    if (expr.kind === 'input') return expr.index === HANDED ? expr : { ...expr, index: moved(expr.index) };
    return 'args' in expr ? withArguments(expr, expr.args.map(rebound)) : expr;
  };
  const port = ({ target, ...rest }: Port): Port => ({
    ...rest,
    expr: rebound(rest.expr),
    ...(target !== undefined && { target: moved(target) }),
  });
  return {
    ...dispatch,
    inputs: dispatch.inputs.map(port),
    outputs: dispatch.outputs.map(port),
    leaves: kept.map((at) => dispatch.leaves[at] as Leaf),
    reaches: kept.map((at) => dispatch.reaches[at] ?? []),
  };
}
