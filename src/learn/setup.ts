/** What training is made of, once it is known that all fits. */
import { formatShape, sameShape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { toNode } from '../graph/operation.js';
import { checkValidation } from './evaluate.js';
import type { Held } from './held.js';
import { checked, type Network } from './network.js';
import type { Optimizer } from './optimizer.js';
import { flagOf, functionOf, knownOptions, numberOf, seedOf, wholeOf } from './options.js';
import { AVERAGE, slotName } from './step.js';
import type { Checkpoint, TrainOptions } from './trainOptions.js';

export const NAME = 'train';
/** Steps between two looks of the GPU at the loss: those of a loop are a multiple, and the last of an odd number is a graph of its own. */
export const CHECK = 2;
const MOST_ROUND = 200;
const LEAST_ROUND = 50;

export interface Setup {
  readonly net: Network;
  readonly options: TrainOptions;
  readonly optimizer: Optimizer;
  readonly images: Node;
  readonly target: Node;
  readonly samples: number;
  readonly batch: number;
  readonly seed: number;
  readonly profile: string;
  readonly first: number;
  readonly steps: number;
  readonly every: number;
  /** Of parameters, and of those that gradients move. */
  readonly names: readonly string[];
  readonly trained: readonly string[];
  readonly start: Held;
}

/** What is kept beside each parameter. */
const slotsOf = ({ optimizer, average }: TrainOptions): readonly string[] =>
  average === undefined ? optimizer.slots : [...optimizer.slots, AVERAGE];

/** All options by name. */
const KNOWN: readonly (keyof TrainOptions)[] = [
  'images',
  'target',
  'loss',
  'optimizer',
  'batch',
  'steps',
  'epochs',
  'every',
  'seed',
  'prepare',
  'clipNorm',
  'average',
  'validation',
  'patience',
  'restoreBest',
  'parameters',
  'resume',
  'progress',
  'stop',
  'signal',
];

type Refuse = (mustHold: string, got: string) => never;
const refuse: Refuse = (mustHold, got) => {
  throw new ArgumentError(NAME, mustHold, got);
};

/** Checks everything that can be checked before a step. */
export function setupOf(net: Network, options: TrainOptions, profile: string): Setup {
  if (typeof net?.apply !== 'function' || !net.initial)
    refuse('there must be a network, made by network(layer, { input })', describe(net));
  const { batch = 32, seed = 0, resume, optimizer } = knownOptions(NAME, options, KNOWN);
  functionOf(NAME, 'loss', options.loss);
  if (typeof optimizer?.move !== 'function') refuse('optimizer must be one, such as adam()', describe(optimizer));
  seedOf(NAME, seed);
  checkNumbers(options);
  const images = toNode(options.images, NAME, 'images');
  const target = toNode(options.target, NAME, 'target');
  const samples = images.shape.n;
  if (target.shape.n !== samples)
    refuse(`target must have along n the ${samples} samples of images`, `${target.shape.n}`);
  if (!options.prepare)
    for (const axis of ['c', 'z', 'y', 'x'] as const)
      if (images.shape[axis] !== net.input[axis])
        refuse(
          `images must be what the network takes, ${formatShape(net.input)}`,
          formatShape({ ...images.shape, n: 1 }),
        );
  if (wholeOf(NAME, 'batch', batch) > samples) refuse(`batch must be at most the ${samples} samples`, `${batch}`);
  if ((options.steps === undefined) === (options.epochs === undefined))
    refuse('there must be steps or epochs', 'neither, or both');
  const round = Math.max(1, Math.floor(samples / batch));
  const steps = options.steps ?? Math.ceil((wholeOf(NAME, 'epochs', options.epochs) * samples) / batch);
  const names = Object.keys(net.initial);
  const trained = names.filter((name) => net.initial[name]?.isTrained);
  if (trained.length === 0) refuse('the network must have something to learn', 'no parameter');
  const made = { optimizer: optimizer.title, seed, batch, profile };
  if (resume) checkResume(resume, made, steps, options);
  return {
    net,
    options,
    optimizer,
    images,
    target,
    samples,
    batch,
    seed,
    profile,
    first: resume?.step ?? 0,
    steps: wholeOf(NAME, 'steps', steps),
    every: wholeOf(NAME, 'every', options.every ?? Math.min(MOST_ROUND, Math.max(LEAST_ROUND, round))),
    names,
    trained,
    start: startOf(net, options, trained),
  };
}

/** Refuses what is out of range among the options that need no data. */
function checkNumbers(options: TrainOptions): void {
  const { average, clipNorm, patience, restoreBest, validation, prepare, progress } = options;
  for (const name of ['stop', 'signal'] as const) {
    const given = options[name];
    if (given !== undefined && typeof given?.aborted !== 'boolean')
      refuse(`${name} must be an AbortSignal`, describe(given));
  }
  if (options.resume && options.parameters)
    refuse('parameters must be left out where there is a checkpoint to resume, which has its own', 'both');
  if (average !== undefined) numberOf(NAME, 'average', average, { min: 0, below: 1 });
  if (clipNorm !== undefined) numberOf(NAME, 'clipNorm', clipNorm, { above: 0 });
  if (prepare !== undefined) functionOf(NAME, 'prepare', prepare);
  if (progress !== undefined) functionOf(NAME, 'progress', progress);
  if (patience !== undefined) {
    wholeOf(NAME, 'patience', patience);
    if (!validation) refuse('patience must come with a validation', 'none');
  }
  if (restoreBest !== undefined) flagOf(NAME, 'restoreBest', restoreBest);
  if (validation) checkValidation(validation);
}

/** A checkpoint of another training is not gone on with: its moments, its order of samples and its bits would be others. */
function checkResume(
  { step, made, best }: Checkpoint,
  now: Checkpoint['made'],
  steps: number,
  { validation }: TrainOptions,
): void {
  if (!Number.isInteger(step) || step < 0 || !made)
    refuse('resume must be a checkpoint, such as that of a training', describe(step));
  if (step >= steps) refuse(`steps must be more than the ${step} that are done`, `${steps}`);
  for (const key of ['optimizer', 'seed', 'batch', 'profile'] as const)
    if (made[key] !== now[key]) refuse(`${key} must be that of the checkpoint, ${made[key]}`, `${now[key]}`);
  const goal = validation?.goal ?? 'min';
  if (best && validation && best.goal !== goal)
    refuse(`goal of validation must be that of the best in the checkpoint, ${best.goal}`, goal);
}

/**
 * Names in the other order. On the way back the last parameters have their gradients first: moved then, what they were made of is kept no longer. A plan is made of outputs in their order.
 */
export function lastFirst<T>(named: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(named).reverse());
}

/** Where parameters begin, and what is kept beside them. */
function startOf(net: Network, options: TrainOptions, trained: readonly string[]): Held {
  const { resume } = options;
  const parameters = resume?.parameters ?? options.parameters ?? net.parameters;
  checked(net.initial, parameters);
  const slots: Record<string, HostVolume> = {};
  for (const name of trained)
    for (const slot of slotsOf(options)) {
      const key = slotName(name, slot);
      const given = resume?.slots[key];
      const parameter = parameters[name] as HostVolume;
      if (resume && !given) refuse(`resume must hold ${key}`, Object.keys(resume.slots ?? {}).join(', ') || 'none');
      if (given && !sameShape(given.shape, parameter.shape))
        refuse(
          `${key} of resume must have the shape of its parameter, ${formatShape(parameter.shape)}`,
          formatShape(given.shape),
        );
      slots[key] = given ?? (slot === AVERAGE ? parameter : new HostVolume({ shape: parameter.shape }));
    }
  const stranger = Object.keys(resume?.slots ?? {}).find((key) => !slots[key]);
  if (stranger !== undefined)
    refuse('resume must hold what the optimizer and average keep now, and nothing else', stranger);
  return lastFirst({ ...parameters, ...slots });
}
