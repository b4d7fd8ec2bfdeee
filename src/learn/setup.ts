/** What training is made of, once it is known that all fits. */
import { formatShape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import type { Node } from '../graph/node.js';
import { toNode } from '../graph/operation.js';
import type { Held } from './held.js';
import { checked, type Network } from './network.js';
import { AVERAGE, slotName } from './step.js';
import type { TrainOptions } from './trainOptions.js';

export const NAME = 'train';
/** Steps between two looks of the GPU at the loss: those of a round are a multiple. */
export const CHECK = 2;
const MOST_ROUND = 200;
const LEAST_ROUND = 50;

export interface Setup {
  readonly net: Network;
  readonly options: TrainOptions;
  readonly images: Node;
  readonly target: Node;
  readonly samples: number;
  readonly batch: number;
  readonly seed: number;
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

const even = (count: number): number => Math.ceil(count / CHECK) * CHECK;

/** Checks everything that can be checked before a step. */
export function setupOf(net: Network, options: TrainOptions): Setup {
  const { batch = 32, seed = 0, resume } = options;
  const refuse = (mustHold: string, got: string): never => {
    throw new ArgumentError(NAME, mustHold, got);
  };
  const whole = (name: string, value: number): number =>
    Number.isInteger(value) && value >= 1 ? value : refuse(`${name} must be a whole number of at least 1`, `${value}`);
  const { average, clipNorm, patience } = options;
  if (average !== undefined && !(average >= 0 && average < 1))
    refuse('average must be from 0 to below 1', `${average}`);
  if (clipNorm !== undefined && !(clipNorm > 0)) refuse('clipNorm must be above 0', `${clipNorm}`);
  if (patience !== undefined) {
    whole('patience', patience);
    if (!options.validation) refuse('patience must come with a validation', 'none');
  }
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
  if (whole('batch', batch) > samples) refuse(`batch must be at most the ${samples} samples`, `${batch}`);
  if ((options.steps === undefined) === (options.epochs === undefined))
    refuse('there must be steps or epochs', 'neither, or both');
  const round = Math.max(1, Math.floor(samples / batch));
  const wanted = options.steps ?? whole('epochs', options.epochs ?? 0) * round;
  const names = Object.keys(net.initial);
  const trained = names.filter((name) => net.initial[name]?.isTrained);
  if (trained.length === 0) refuse('the network must have something to learn', 'no parameter');
  const parameters = resume?.parameters ?? net.parameters;
  checked(net.initial, parameters);
  const slots: Record<string, HostVolume> = {};
  for (const name of trained)
    for (const slot of slotsOf(options)) {
      const key = slotName(name, slot);
      const given = resume?.slots[key];
      const shape = (parameters[name] as HostVolume).shape;
      if (resume && !given) refuse(`resume must hold ${key}`, Object.keys(resume.slots).join(', ') || 'none');
      slots[key] = given ?? (slot === AVERAGE ? (parameters[name] as HostVolume) : new HostVolume({ shape }));
    }
  return {
    net,
    options,
    images,
    target,
    samples,
    batch,
    seed,
    first: resume?.step ?? 0,
    steps: even(whole('steps', wanted)),
    every: even(whole('every', options.every ?? Math.min(MOST_ROUND, Math.max(LEAST_ROUND, round)))),
    names,
    trained,
    start: { ...parameters, ...slots },
  };
}
