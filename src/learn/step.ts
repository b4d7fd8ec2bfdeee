/** One step of training as a graph: forwards, the loss, backwards, and the next parameters. */
import { gradientOf, MUST_DEPEND } from '../adjoint/gradientOf.js';
import { formatShape, voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { constant, float, numeric, select, test } from '../graph/expr.js';
import { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { max } from '../ops/measure/max.js';
import { sum } from '../ops/measure/sum.js';
import { add, multiply } from '../ops/pointwise/arithmetic.js';
import { abs, sqrt } from '../ops/pointwise/elementary.js';
import type { Layer } from './layer.js';
import { settingOf } from './network.js';
import type { Optimizer } from './optimizer.js';

/** The loss of what a network makes of images, beside what it should: one voxel. What else it looks at is what `prepare` said. */
export type Loss = (made: Node, target: Node, extra?: Node) => Node;

/** Samples, what should be made of them, and what else the loss looks at, such as a mask. */
export interface Batch {
  readonly images: Node;
  readonly target: Node;
  readonly extra?: Node;
}

export interface StepOptions {
  readonly layer: Layer;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Gradients longer than this, all taken together, are shortened to it. */
  readonly clipNorm?: number | undefined;
  /** How much of the mean of parameters so far is kept in a step; none is taken where left out. */
  readonly average?: number | undefined;
  readonly seed: number;
}

/** What a step begins with, by the names of parameters; slots by `name/slot`. */
export interface StepState {
  readonly parameters: Readonly<Record<string, Node>>;
  readonly trained: readonly string[];
  readonly slots: Readonly<Record<string, Node>>;
}

/** The slot that holds the mean of a parameter over the steps. */
export const AVERAGE = 'average';

export const slotName = (parameter: string, slot: string): string => `${parameter}/${slot}`;

/** The loss of a batch, with what each layer made on the way. */
export function lossOf(
  { layer, loss, seed }: Pick<StepOptions, 'layer' | 'loss' | 'seed'>,
  parameters: Readonly<Record<string, Node>>,
  { images, target, extra }: Batch,
  turn: Node | undefined,
): { loss: Node; kept: Record<string, Node>; seen: [string, Node][] } {
  const kept: Record<string, Node> = {};
  const seen: [string, Node][] = [];
  const setting = settingOf(parameters, {
    training: true,
    seed,
    turn,
    keep: (name, next) => {
      kept[name] = next;
    },
    observe: (name, node) => seen.push([name, node]),
  });
  const made = layer.apply(images, setting);
  seen.push([layer.title, made]);
  const value = extra ? loss(made, target, extra) : loss(made, target);
  if (!(value instanceof Node) || voxels(value.shape) !== 1)
    throw new ArgumentError(
      'train',
      'loss must give one voxel',
      value instanceof Node ? formatShape(value.shape) : typeof value,
    );
  return { loss: value, kept, seen };
}

/** One step. `numbers` are those of the optimizer, `turn` a voxel that differs from step to step. */
export function stepOf(
  options: StepOptions,
  state: StepState,
  batch: Batch & { readonly numbers: Node; readonly turn: Node },
): { readonly loss: Node; readonly parameters: Record<string, Node>; readonly slots: Record<string, Node> } {
  const { optimizer, clipNorm, average } = options;
  const { loss, kept } = lossOf(options, state.parameters, batch, batch.turn);
  const wanted = state.trained.map((name) => state.parameters[name] as Node);
  const gradients = clipped(gradientsOf(loss, wanted, state.trained), clipNorm);
  const parameters: Record<string, Node> = { ...state.parameters, ...kept };
  const slots: Record<string, Node> = {};
  for (const [at, name] of state.trained.entries()) {
    const own = Object.fromEntries(optimizer.slots.map((slot) => [slot, state.slots[slotName(name, slot)] as Node]));
    const next = optimizer.move({ parameter: wanted[at] as Node, slots: own }, gradients[at] as Node, batch.numbers);
    parameters[name] = next.parameter;
    for (const slot of optimizer.slots) slots[slotName(name, slot)] = next.slots[slot] as Node;
    if (average !== undefined) {
      const key = slotName(name, AVERAGE);
      slots[key] = averaged(state.slots[key] as Node, next.parameter, average);
    }
  }
  return { loss, parameters, slots };
}

/** The gradient of a loss with regard to parameters; refuses those that it does not depend on, by name. */
function gradientsOf(loss: Node, wanted: readonly Node[], names: readonly string[]): readonly Node[] {
  try {
    return gradientOf(loss, wanted);
  } catch (cause) {
    const isLost = (node: Node): boolean => {
      try {
        return !gradientOf(loss, [node]);
      } catch (alone) {
        return alone instanceof ArgumentError && alone.mustHold === MUST_DEPEND;
      }
    };
    const lost = names.filter((_name, at) => isLost(wanted[at] as Node));
    if (lost.length === 0) throw cause;
    const all =
      lost.length === names.length ? 'a loss of what no parameter has made' : `a loss without ${lost.join(', ')}`;
    throw new ArgumentError('train', 'the loss must depend on every parameter that is trained', all, { cause });
  }
}

/** Polyak and Juditsky 1992, Acceleration of stochastic approximation by averaging, with the past forgotten little by little. */
function averaged(before: Node, next: Node, kept: number): Node {
  return pointwise([before, next], ([b = constant(0), n = constant(0)], upload) =>
    numeric('add', b, numeric('multiply', upload(1 - kept), numeric('subtract', n, b))),
  );
}

/** Pascanu, Mikolov, Bengio 2013, On the difficulty of training recurrent neural networks, algorithm 1. */
function clipped(gradients: readonly Node[], most: number | undefined): readonly Node[] {
  if (most === undefined) return gradients;
  const norm = lengthOf(gradients);
  return gradients.map((gradient) =>
    pointwise([gradient, norm], ([g = constant(0), n = constant(1)], upload) => {
      const limit = upload(most);
      return numeric('multiply', g, select(test('greater', n, limit), float('divide', limit, n), constant(1)));
    }),
  );
}

/** The length of volumes taken together. */
function lengthOf(nodes: readonly Node[]): Node {
  return sqrt(nodes.map((node) => sum(multiply(node, node))).reduce((a, b) => add(a, b)));
}

/** The greatest magnitudes of volumes, added up: not finite where any number of theirs is not. */
export function extent(nodes: readonly Node[]): Node {
  return nodes.map((node) => multiply(max(abs(node)), 2 ** -20)).reduce((a, b) => add(a, b));
}
