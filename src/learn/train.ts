/** The loop that teaches a network: steps run on the GPU without coming back, many at a time; between two such rounds the host looks at the losses. */
import { formatShape } from '../core/axes.js';
import { ArgumentError, DivergedError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import type { Engine } from '../engine/engine.js';
import type { Volume } from '../engine/volume.js';
import { input, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asFloat, pointwise, source } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { take } from '../ops/geometry/take.js';
import { equal } from '../ops/pointwise/compare.js';
import { where } from '../ops/pointwise/where.js';
import { evaluate, type Validation } from './evaluate.js';
import { checked, type Parameters as Given, type Network } from './network.js';
import type { Optimizer } from './optimizer.js';
import { orderOf } from './order.js';
import { type Batch, type Loss, lengthOf, lossOf, slotName, stepOf } from './step.js';

/** All that training goes on from. */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  readonly parameters: Given;
  /** What the optimizer keeps, by `parameter/slot`. */
  readonly slots: Given;
}

/** What a round of steps came to. */
export interface TrainingProgress {
  /** Steps done, of how many. */
  readonly step: number;
  readonly steps: number;
  /** The mean loss of the round. */
  readonly loss: number;
  /** What `validation` measured after it. */
  readonly score: number | undefined;
}

/** Changes a batch before the network sees it, on the GPU: `turn` is a voxel that differs from step to step, `seed` chooses the random numbers. */
export type Prepare = (batch: Batch, random: { readonly seed: number; readonly turn: Node }) => Batch;

export interface TrainOptions {
  /** Samples along n; they stay on the GPU in the type that they have. */
  readonly images: Input;
  /** What should be made of each, along n. */
  readonly target: Input;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Samples a step; 32 when left out. */
  readonly batch?: number;
  /** How long, in steps; or in rounds through all samples. */
  readonly steps?: number;
  readonly epochs?: number;
  /** Steps between two looks at the losses, and validations: a round through the samples, but 50 to 200, when left out. */
  readonly every?: number;
  readonly seed?: number;
  readonly prepare?: Prepare;
  readonly clipNorm?: number;
  readonly validation?: Validation;
  /** Ends once so many validations in a row were no better than the best. */
  readonly patience?: number;
  readonly resume?: Checkpoint;
  /**
   * Told after every round, with the parameters where they lie: until the promise that it may return is kept, which the next round waits for. What looks at
   * them runs a graph of them, `net.apply(images, parameters)`.
   */
  readonly progress?: (
    progress: TrainingProgress,
    parameters: Readonly<Record<string, Volume>>,
  ) => void | Promise<void>;
  /** Ends with what was reached. */
  readonly stop?: AbortSignal;
  /** Ends with `CancelledError`. */
  readonly signal?: AbortSignal;
}

export interface Trained {
  /** The parameters of the best validation, where there is one; else the last. */
  readonly parameters: Given;
  /** To go on from. */
  readonly checkpoint: Checkpoint;
  /** The loss of every step that was done in this call. */
  readonly losses: Float32Array;
  readonly history: readonly TrainingProgress[];
  readonly reason: 'finished' | 'patience' | 'stopped';
}

const NAME = 'train';
const CHECK = 2;
const MOST_ROUND = 200;
const LEAST_ROUND = 50;

/** State on the GPU between two rounds. */
type Held = Readonly<Record<string, Volume | HostVolume>>;

/**
 * Teaches a network by steps down the gradient of a loss. Every step takes the next `batch` samples of a shuffled order, goes forwards and backwards, and moves the parameters; a round of steps is one loop on the
 * GPU, from which only losses come back. The same seed on the same device gives the same parameters bit for bit; so does a run that goes on from a `checkpoint`.
 *
 * Rejects with `DivergedError` where a loss or a parameter becomes NaN or infinite: it names the step and the first layer, and holds the last good checkpoint; with `CancelledError` where `signal` was
 * aborted. Throws `ArgumentError` for samples and targets that are not as many, and numbers out of range.
 * @example
 * import { HostVolume, layer, meanSquaredError, network, openEngine, sgd, train } from 'brightfield';
 * const net = network(layer.dense({ units: 1 }), { input: { c: 1 } });
 * const images = new HostVolume({ shape: { n: 4 }, data: Float32Array.of(0, 1, 2, 3) });
 * const target = new HostVolume({ shape: { n: 4 }, data: Float32Array.of(1, 3, 5, 7) });
 * using engine = await openEngine();
 * const { parameters } = await train(engine, net, { images, target, loss: meanSquaredError, optimizer: sgd({ learningRate: 0.1 }), batch: 4, steps: 200 });
 * parameters.bias.data; // near 1; the weight near 2
 */
export async function train(engine: Engine, net: Network, options: TrainOptions): Promise<Trained> {
  const setup = setupOf(net, options);
  const { steps, every, first } = setup;
  const losses: number[] = [];
  const history: TrainingProgress[] = [];
  let [step, sinceBest] = [first, 0];
  let best: { score: number; parameters: Given } | undefined;
  let reason: Trained['reason'] = 'finished';
  let held: Held = setup.start;
  try {
    while (step < steps) {
      const round = Math.min(every, steps - step);
      const done = await runRound(engine, setup, held, step, round);
      if (!done.losses.every(Number.isFinite) || !done.isWhole) {
        done.dispose();
        return await explain(engine, setup, held, step, done.losses);
      }
      dispose(held);
      held = done.held;
      losses.push(...done.losses);
      step += done.losses.length;
      if (options.stop?.aborted) reason = 'stopped';
      if (done.losses.length === 0) break;
      const { validation } = options;
      const score = validation && (await evaluate(engine, net, named(held, setup.names), validation));
      const progress = { step, steps, loss: mean(done.losses), score };
      history.push(progress);
      await options.progress?.(progress, named(held, setup.names) as Record<string, Volume>);
      if (score !== undefined && validation) {
        const isBetter = best === undefined || (validation.goal === 'max' ? score > best.score : score < best.score);
        sinceBest = isBetter ? 0 : sinceBest + 1;
        if (isBetter) best = { score, parameters: await readAll(held, setup.names) };
        if (options.patience !== undefined && sinceBest >= options.patience) reason = 'patience';
      }
      if (options.stop?.aborted) reason = 'stopped';
      if (reason !== 'finished') break;
    }
    const checkpoint = await checkpointOf(setup, held, step);
    return {
      parameters: best?.parameters ?? checkpoint.parameters,
      checkpoint,
      losses: Float32Array.from(losses),
      history,
      reason,
    };
  } finally {
    dispose(held);
  }
}

interface Setup {
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

const even = (count: number): number => Math.ceil(count / CHECK) * CHECK;

function setupOf(net: Network, options: TrainOptions): Setup {
  const { batch = 32, seed = 0, resume } = options;
  const refuse = (mustHold: string, got: string): never => {
    throw new ArgumentError(NAME, mustHold, got);
  };
  const whole = (name: string, value: number): number =>
    Number.isInteger(value) && value >= 1 ? value : refuse(`${name} must be a whole number of at least 1`, `${value}`);
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
    for (const slot of options.optimizer.slots) {
      const key = slotName(name, slot);
      const given = resume?.slots[key];
      const shape = (parameters[name] as HostVolume).shape;
      if (resume && !given) refuse(`resume must hold ${key}`, Object.keys(resume.slots).join(', ') || 'none');
      slots[key] = given ?? new HostVolume({ shape });
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

/** A round: the states after it, and the losses of its steps. */
async function runRound(engine: Engine, setup: Setup, held: Held, first: number, round: number) {
  const { options, names } = setup;
  const given = givenOf(setup, first, round);
  const { state } = loop(setup, held, given, round);
  const run = {
    ...(options.signal && { signal: options.signal }),
    ...(options.stop && { stop: options.stop }),
  };
  const { losses, at, loss, ...rest } = (await engine.run(
    { ...state, ok: lengthOf(names.map((name) => state[name] as Node)) },
    run,
  )) as Record<string, Volume>;
  const { ok, ...states } = rest as Record<string, Volume>;
  const read = [at, losses, ok].map((volume) => (volume as Volume).read());
  const [count, all, length] = (await Promise.all(read)).map(({ data }) => data);
  const done = count?.[0] ?? 0;
  const isWhole = Number.isFinite(length?.[0]);
  for (const volume of [losses, at, loss, ok]) volume?.dispose();
  // nobody else has them: their memory is the next round's
  for (const volume of Object.values(given)) engine.forget(volume);
  return {
    losses: Array.from((all as Float32Array).subarray(0, done)),
    held: states,
    isWhole,
    dispose: () => dispose(states),
  };
}

/** What a round is given beside the states, by step along y: which samples, the optimizer's numbers, and the step. */
function givenOf({ samples, batch, seed, options }: Setup, first: number, round: number) {
  const perStep = Array.from({ length: round }, (_, at) => options.optimizer.numbers(first + at));
  const count = perStep[0]?.length ?? 1;
  const numbers = Float32Array.from(
    { length: count * round },
    (_, at) => perStep[at % round]?.[Math.floor(at / round)] ?? 0,
  );
  return {
    order: orderOf(samples, batch, seed, first, round),
    numbers: new HostVolume({ shape: { n: count, y: round }, data: numbers }),
    places: new HostVolume({ shape: { y: round }, data: Int32Array.from({ length: round }, (_, at) => at) }),
    turns: new HostVolume({ shape: { y: round }, data: Uint32Array.from({ length: round }, (_, at) => first + at) }),
    at: new HostVolume({ shape: {}, data: Int32Array.of(0) }),
    loss: new HostVolume({ shape: {} }),
    losses: new HostVolume({ shape: { y: round } }),
  };
}

/** The graph of a round. */
function loop(setup: Setup, held: Held, given: ReturnType<typeof givenOf>, round: number) {
  const { at, loss, losses } = given;
  const order = source(given.order);
  const numbers = source(given.numbers);
  const places = source(given.places);
  const turns = source(given.turns);
  return repeat({
    state: { ...held, at, loss, losses } as Record<string, Input>,
    body: (now) => {
      const at = now.at as Node;
      const turn = take(turns, at, { axis: 'y' });
      const batch = taken(setup, take(order, at, { axis: 'y' }), turn);
      const next = stepped(setup, now, { ...batch, turn, numbers: take(numbers, at, { axis: 'y' }) });
      return {
        ...next.parameters,
        ...next.slots,
        at: pointwise([at], ([a = input(0, 'i32')], upload) => numeric('add', a, upload(1, 'i32')), 'i32'),
        loss: asFloat(next.loss),
        losses: where(equal(places, at), next.loss, now.losses as Node),
      };
    },
    // NaN ends the loop; nothing else does
    measure: (next) => next.loss as Node,
    below: -1e38,
    check: CHECK,
    max: round,
  });
}

/** Rejects with what went wrong first: the state before that step is made again, and what each layer makes then is looked at. */
async function explain(
  engine: Engine,
  setup: Setup,
  held: Held,
  first: number,
  losses: readonly number[],
): Promise<never> {
  const { net, options, names } = setup;
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  const at = bad < 0 ? losses.length : bad;
  const checkpoint = await checkpointOf(setup, held, first);
  const whole = at - (at % CHECK);
  let before = whole > 0 ? (await runRound(engine, setup, held, first, whole)).held : held;
  try {
    if (whole < at) {
      const next = await engine.run(single(setup, before, first + whole));
      if (before !== held) dispose(before);
      before = next;
    }
    const { turn, ...batch } = batchOf(setup, first + at);
    const parameters = Object.fromEntries(names.map((name) => [name, toNode(before[name], NAME, name)]));
    const { seen } = lossOf({ layer: net.layer, loss: options.loss, seed: setup.seed }, parameters, batch, turn);
    for (const [name, node] of seen) {
      using length = await engine.run(lengthOf([node]));
      if (!Number.isFinite((await length.read()).data[0] as number))
        throw new DivergedError(first + at, name, checkpoint);
    }
  } finally {
    if (before !== held) dispose(before);
  }
  throw new DivergedError(first + at, '', checkpoint);
}

/** The batch of one step, outside of a loop. */
function batchOf(setup: Setup, step: number) {
  const { samples, batch, seed, options } = setup;
  const order = orderOf(samples, batch, seed, step, 1);
  const index = source(new HostVolume({ shape: { x: batch }, data: order.data }));
  const turn = source(new HostVolume({ shape: {}, data: Uint32Array.of(step) }));
  return { ...taken(setup, index, turn), turn, numbers: options.optimizer.numbers(step) };
}

/** Samples by their numbers, made ready. */
function taken({ images, target, options, seed }: Setup, index: Node, turn: Node): Batch {
  const batch = { images: asFloat(take(images, index)), target: take(target, index) };
  return options.prepare ? options.prepare(batch, { seed, turn }) : batch;
}

/** One step as a graph of its own. */
function single(setup: Setup, held: Held, step: number): Record<string, Node> {
  const { numbers, ...batch } = batchOf(setup, step);
  const volume = new HostVolume({ shape: { n: numbers.length }, data: Float32Array.from(numbers) });
  const now = Object.fromEntries(Object.entries(held).map(([name, each]) => [name, toNode(each, NAME, name)]));
  const next = stepped(setup, now, { ...batch, numbers: source(volume) });
  return { ...next.parameters, ...next.slots };
}

/** The step of a batch, from volumes by name. */
function stepped(
  { net, options, seed, names, trained }: Setup,
  now: Readonly<Record<string, Node>>,
  batch: Parameters<typeof stepOf>[2],
) {
  const parameters = Object.fromEntries(names.map((name) => [name, now[name] as Node]));
  const { loss, optimizer, clipNorm } = options;
  return stepOf({ layer: net.layer, loss, optimizer, clipNorm, seed }, { parameters, trained, slots: now }, batch);
}

function named(held: Held, names: readonly string[]): Record<string, Volume | HostVolume> {
  return Object.fromEntries(names.map((name) => [name, held[name] as Volume | HostVolume]));
}

async function readAll(held: Held, names: readonly string[]): Promise<Given> {
  const read = async (name: string) => {
    const volume = held[name] as Volume | HostVolume;
    return [name, volume instanceof HostVolume ? volume : await volume.read()] as const;
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}

async function checkpointOf({ names }: Setup, held: Held, step: number): Promise<Checkpoint> {
  const slots = Object.keys(held).filter((name) => !names.includes(name));
  return { step, parameters: await readAll(held, names), slots: await readAll(held, slots) };
}

function dispose(held: Held): void {
  for (const volume of Object.values(held)) if (!(volume instanceof HostVolume)) volume.dispose();
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
