/** How parameters follow their gradients: one dispatch a parameter and step, in place. */
import type { Node } from '../graph/node.js';
import { describedAs, EVERYWHERE, kernel } from '../graph/primitive.js';
import { flagOf, knownOptions, numberOf } from './options.js';
import { type Schedule, scheduleOf } from './schedule.js';

/** A parameter and what is kept beside it, by name. */
export interface Moved {
  readonly parameter: Node;
  readonly slots: Readonly<Record<string, Node>>;
}

export interface Optimizer {
  readonly title: string;
  /** What is kept beside each parameter: volumes of its shape that begin as zeros. */
  readonly slots: readonly string[];
  /** The numbers of a step, counted from 0; computed on the host in f64. */
  numbers(step: number): readonly number[];
  /** The next parameter, `numbers` being those of the step along n. */
  move(now: Moved, gradient: Node, numbers: Node): Moved;
}

const TILE = 4;
const WHY = 'the steps of an optimizer are not differentiated';

function moved(
  kernelName: string,
  { parameter, slots }: Moved,
  gradient: Node,
  numbers: Node,
  constants: Readonly<Record<string, boolean>>,
  params: Readonly<Record<string, number>>,
): Moved {
  const names = Object.keys(slots);
  const description = describedAs(parameter, { dtype: 'f32' });
  const [next, ...others] = kernel({
    kernel: kernelName,
    inputs: {
      p: { node: parameter },
      g: { node: gradient },
      ...Object.fromEntries(names.map((name) => [name, { node: slots[name] as Node }])),
      numbers: { node: numbers, reach: EVERYWHERE, counts: 'own' },
    },
    outputs: {
      next: description,
      ...Object.fromEntries(names.map((name) => [`next_${name}`, description])),
    },
    constants: { TILE, ...constants },
    params,
    tile: { y: TILE },
    loadsFirst: true,
    gradient: { kind: 'none', why: WHY },
  });
  return {
    parameter: next as Node,
    slots: Object.fromEntries(names.map((name, at) => [name, others[at] as Node])),
  };
}

export interface AdamOptions {
  /** A number, or a function of the step. 0.001 when left out. */
  readonly learningRate?: number | Schedule;
  /** How long the means of gradients (0.9) and of their squares (0.999) remember. */
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

function adamOf(name: string, isDecoupled: boolean, decay: number, options: AdamOptions): Optimizer {
  const known = ['learningRate', 'beta1', 'beta2', 'epsilon', 'weightDecay'];
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = decay } = knownOptions(name, options, known);
  const rate = scheduleOf(name, options.learningRate ?? 1e-3);
  numberOf(name, 'beta1', beta1, { min: 0, below: 1 });
  numberOf(name, 'beta2', beta2, { min: 0, below: 1 });
  numberOf(name, 'epsilon', epsilon, { min: 0 });
  numberOf(name, 'weightDecay', weightDecay, { min: 0 });
  return {
    title: name,
    slots: ['m', 'v'],
    numbers: (step) => [rate(step), 1 / (1 - beta1 ** (step + 1)), 1 / (1 - beta2 ** (step + 1))],
    move: (now, gradient, numbers) =>
      moved(
        'network/adam',
        now,
        gradient,
        numbers,
        { IS_DECOUPLED: isDecoupled },
        {
          beta1,
          beta2,
          epsilon,
          decay: weightDecay,
        },
      ),
  };
}

/**
 * Adam, PyTorch's meanings and defaults; `weightDecay` is added to the gradient. Kingma and Ba 2015, algorithm 1. Throws `ArgumentError` for numbers out of range.
 * @example
 * import { adam } from 'brightfield';
 * adam({ learningRate: 1e-3 }).numbers(0); // the rate, and what makes up for means that began as 0
 */
export function adam(options: AdamOptions = {}): Optimizer {
  return adamOf('adam', false, 0, options);
}

/**
 * Adam whose weight decay (0.01 when left out) shrinks the parameters themselves. Loshchilov and Hutter 2019, algorithm 2. Throws `ArgumentError` for numbers out of range.
 * @example
 * import { adamW, cosineSchedule } from 'brightfield';
 * adamW({ learningRate: cosineSchedule({ from: 1e-3, steps: 1000 }), weightDecay: 0.05 });
 */
export function adamW(options: AdamOptions = {}): Optimizer {
  return adamOf('adamW', true, 0.01, options);
}

export interface SgdOptions {
  /** A number, or a function of the step. 0.01 when left out. */
  readonly learningRate?: number | Schedule;
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013), PyTorch's meanings without dampening. Throws `ArgumentError` for numbers out of range.
 * @example
 * import { sgd } from 'brightfield';
 * sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true });
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const known = ['learningRate', 'momentum', 'nesterov', 'weightDecay'];
  const { momentum = 0, nesterov = false, weightDecay = 0 } = knownOptions('sgd', options, known);
  const rate = scheduleOf('sgd', options.learningRate ?? 0.01);
  flagOf('sgd', 'nesterov', nesterov);
  numberOf('sgd', 'momentum', momentum, { min: 0, below: 1 });
  numberOf('sgd', 'weightDecay', weightDecay, { min: 0 });
  return {
    title: 'sgd',
    slots: ['v'],
    numbers: (step) => [rate(step)],
    move: (now, gradient, numbers) =>
      moved('network/descent', now, gradient, numbers, { IS_NESTEROV: nesterov }, { momentum, decay: weightDecay }),
  };
}
