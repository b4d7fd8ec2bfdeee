/**
 * Loops that stay on the GPU: a body is planned once and run again and again on its own results, until a value that the GPU
 * itself looks at falls below a number. Solvers, diffusion and active contours are written with it.
 */
import { formatShape, sameShape, voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { describe } from '../core/params.js';
import { inputsOf, lowered, Node, type Primitive, type RepeatCall } from './node.js';
import { type Input, toNode } from './operation.js';
import { copied, lowering, placeholder, stored } from './primitive.js';

/** Why a loop ended, by the number in its `reason` output. */
export const REPEAT_REASONS = ['running', 'converged', 'max', 'nan', 'cancelled'] as const;
export type RepeatReason = (typeof REPEAT_REASONS)[number];

export interface RepeatOptions<K extends string> {
  /** Where each state begins. */
  readonly state: Readonly<Record<K, Input>>;
  /** The next states from the present ones; shapes and types must stay. */
  readonly body: (state: Readonly<Record<K, Node>>) => Readonly<Record<K, Node>>;
  /** The one-voxel value to watch, from the states after and before an iteration. Without it the loop runs to `max`. */
  readonly measure?: (next: Readonly<Record<K, Node>>, before: Readonly<Record<K, Node>>) => Node;
  /**
   * What states become at every check, after the iteration and its measure: steps that are adapted. From the states after and before it; those that
   * are not named stay.
   */
  readonly adjust?: (
    next: Readonly<Record<K, Node>>,
    before: Readonly<Record<K, Node>>,
  ) => Readonly<Partial<Record<K, Node>>>;
  /** The loop ends once the measure is below this. */
  readonly below?: number;
  /** Iterations between two looks at the measure; even, so that the answer always lies in the same memory. */
  readonly check?: number;
  /** Iterations at most, a multiple of `check`. */
  readonly max: number;
  /** Whether a loop that ends at `max` has failed: the run rejects with `UnfinishedError`. */
  readonly complete?: boolean;
  /**
   * What the measure is called (`gap`, `residual`), where coming below is what was asked for: of a loop that ends otherwise the engine says so (`EngineOptions.warn`), whatever
   * outputs were asked for. A loop that goes on for a while and then is good enough leaves it out.
   */
  readonly promised?: string;
}

/**
 * The states after the loop, how many iterations were done, the last value of the measure (f32; NaN where the loop was stopped
 * before the first one) and the reason (an index into `REPEAT_REASONS`). A loop that `RunOptions.stop` ended holds what it
 * had reached after an even number of iterations, and its reason is `cancelled`.
 */
export interface RepeatResult<K extends string> {
  readonly state: Readonly<Record<K, Node>>;
  readonly iterations: Node;
  readonly last: Node;
  readonly reason: Node;
}

/**
 * Repeats `body` on the GPU until `measure` falls below `below`, or `max` times. A measure that is NaN ends it at once, with
 * that reason. A state is held twice only where its old value is needed once the new one is written: as a neighbour of the
 * voxel that is made, through a view, or as `before` of the measure. Throws `ArgumentError` when a state changes its shape or
 * type, or the counts do not fit.
 * @example
 * const image = new HostVolume({ shape: { y: 8, x: 8 } });
 * const { state, iterations } = repeat({
 *   state: { u: image },
 *   body: ({ u }) => ({ u: add(u, multiply(laplace(u), 0.2)) }),
 *   measure: (next, before) => max(abs(subtract(next.u, before.u))),
 *   below: 1e-3,
 *   max: 500,
 * });
 */
export function repeat<const K extends string>(options: RepeatOptions<K>): RepeatResult<K> {
  const { check = 10, max, below = 0, complete = false, promised } = options;
  const refuse = (mustHold: string, got: string): never => {
    throw new ArgumentError('repeat', mustHold, got);
  };
  if (!Number.isInteger(check) || check < 2 || check % 2 !== 0 || check > 10_000)
    refuse('check must be an even number from 2 to 10000', describe(check));
  if (!Number.isInteger(max) || max < check || max % check !== 0 || max > 1e7)
    refuse(`max must be a multiple of check (${check}) of at most 10000000`, describe(max));
  if (complete && !options.measure) refuse('a complete loop must have a measure', 'none');
  if (promised !== undefined && !options.measure) refuse('what promises to come below must have a measure', 'none');
  if (!Number.isFinite(below)) refuse('below must be a finite number', describe(below));
  const names = Object.keys(options.state) as K[];
  if (names.length === 0) refuse('there must be a state', 'none');
  const starts = names.map((name) => stored(toNode(options.state[name], 'repeat', name)));
  const before = record(names, (name, at) => placeholder(name, starts[at] as Node));
  const next = options.body(before);
  for (const [at, name] of names.entries()) {
    const [start, after] = [starts[at] as Node, next[name]];
    if (!(after instanceof Node)) refuse(`the body must return ${name}`, describe(after));
    if (!sameShape(start.shape, after.shape))
      refuse(`${name} must keep its shape (${formatShape(start.shape)})`, formatShape(after.shape));
    if (start.dtype !== after.dtype)
      refuse(
        `${name} must keep its type ${start.dtype} (cast it to ${after.dtype} before the loop, or the body's result to ${start.dtype})`,
        after.dtype,
      );
  }
  const given = options.measure?.(next, before);
  const measure = given && written(given);
  if (measure && (voxels(measure.shape) !== 1 || measure.dtype !== 'f32'))
    refuse('the measure must be one f32 voxel', `${voxels(measure.shape)} of ${measure.dtype}`);

  if (options.adjust && !measure) refuse('states can be adjusted only where there is a measure', 'none');
  const changed = options.adjust?.(next, before);
  for (const name of Object.keys(changed ?? {}) as K[])
    if (
      !sameShape(next[name].shape, changed?.[name]?.shape ?? next[name].shape) ||
      changed?.[name]?.dtype !== next[name].dtype
    )
      refuse(`${name} must stay as it is when it is adjusted`, describe(changed?.[name]));

  const states = names.map((name) => before[name]);
  const body = names.map((name) => written(next[name]));
  const adjusted =
    changed && names.map((name, at) => (changed[name] ? written(changed[name] as Node) : (body[at] as Node)));
  const constants = captured([...body, ...(adjusted ?? []), ...(measure ? [measure] : [])], states);
  const call: RepeatCall & { origin: string } = {
    kind: 'repeat',
    origin: lowering() ?? 'repeat',
    inputs: [...starts, ...constants.map(stored)],
    constants,
    placeholders: [...states, ...constants.map((node, at) => placeholder(`constant ${at}`, node))],
    body,
    adjusted,
    measure,
    below,
    check,
    max,
    complete,
    promised,
  };
  const scalar = { shape: { n: 1, c: 1, z: 1, y: 1, x: 1 }, spacing: {}, unit: '', layout: '' } as const;
  const extra = (at: number, dtype: 'u32' | 'f32'): Node => new Node(call, names.length + at, { ...scalar, dtype });
  return {
    state: record(names, (name, at) => new Node(call, at, next[name])),
    iterations: extra(0, 'u32'),
    last: extra(1, 'f32'),
    reason: extra(2, 'u32'),
  };
}

function record<K extends string>(names: readonly K[], make: (name: K, at: number) => Node): Record<K, Node> {
  return Object.fromEntries(names.map((name, at) => [name, make(name, at)])) as Record<K, Node>;
}

/**
 * A state that is handed on unchanged, or taken from outside, must still be written: it becomes a copy. So does a field of atomics, which is cleared in
 * every iteration, also those that were submitted before the loop ended.
 */
function written(node: Node): Node {
  const { call, output } = lowered(node);
  const isField = call.kind === 'kernel' && call.outputs[output]?.atomic === true;
  return call.kind === 'source' || isField ? copied(node) : stored(node);
}

/** The volumes from outside that a body reads: what does not depend on the states, where the body meets it. */
function captured(roots: readonly Node[], states: readonly Node[]): Node[] {
  const changing = new Set<Primitive>(states.map((state) => lowered(state).call as Primitive));
  const order: Primitive[] = [];
  const seen = new Set<Primitive>();
  const stack = roots.map((node) => ({ call: lowered(node).call as Primitive, entered: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.entered) order.push(top.call);
    else if (!seen.has(top.call)) {
      seen.add(top.call);
      stack.push({ call: top.call, entered: true });
      for (const node of inputsOf(top.call)) stack.push({ call: lowered(node).call as Primitive, entered: false });
    }
  }
  for (const call of order)
    if (inputsOf(call).some((node) => changing.has(lowered(node).call as Primitive))) changing.add(call);
  const own = new Set<Primitive>(roots.map((node) => lowered(node).call as Primitive));
  for (const call of order)
    if (call.kind === 'repeat' && (changing.has(call) || own.has(call)))
      throw new ArgumentError('repeat', 'its body must not hold another loop', 'repeat in repeat');
  const found = new Map<string, Node>();
  for (const call of order) {
    if (!changing.has(call) && !own.has(call)) continue;
    for (const input of inputsOf(call)) {
      const node = lowered(input);
      if (changing.has(node.call as Primitive) || own.has(node.call as Primitive)) continue;
      found.set(`${order.indexOf(node.call as Primitive)}.${node.output}`, node);
    }
  }
  return [...found.values()];
}
