/** A round of steps: a loop on the GPU from which only losses come back. */
import { ArgumentError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import type { Engine } from '../engine/engine.js';
import type { Volume } from '../engine/volume.js';
import { input, numeric } from '../graph/expr.js';
import { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asFloat, pointwise, source } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { take } from '../ops/geometry/take.js';
import { equal } from '../ops/pointwise/compare.js';
import { where } from '../ops/pointwise/where.js';
import { dispose, type Held } from './held.js';
import { orderOf } from './order.js';
import { CHECK, lastFirst, NAME, type Setup } from './setup.js';
import { type Batch, extent, stepOf } from './step.js';

/** What a round came to: the states after it, the losses of its steps, and whether all parameters are finite. */
export interface Round {
  readonly losses: readonly number[];
  readonly held: Held;
  readonly isWhole: boolean;
}

/** A round: a loop over an even number of steps, and a last one by itself. What it was given stays its caller's. */
export async function runRound(engine: Engine, setup: Setup, held: Held, first: number, round: number): Promise<Round> {
  const even = round - (round % CHECK);
  const looped = even > 0 ? await runLoop(engine, setup, held, first, even) : { losses: [], held, isWhole: true };
  const isBroken = !looped.isWhole || !looped.losses.every(Number.isFinite);
  if (even === round || looped.losses.length < even || isBroken) return looped;
  let last: Round;
  try {
    last = await runOne(engine, setup, looped.held, first + even);
  } finally {
    if (looped.held !== held) dispose(looped.held);
  }
  return { ...last, losses: [...looped.losses, ...last.losses] };
}

const asked = ({ options: { signal, stop } }: Setup) => ({ ...(signal && { signal }), ...(stop && { stop }) });

/** Whether all numbers of volumes are finite, from their `extent`. */
export async function isFiniteOf(volume: Volume): Promise<boolean> {
  return Number.isFinite((await volume.read()).data[0]);
}

async function runLoop(engine: Engine, setup: Setup, held: Held, first: number, round: number): Promise<Round> {
  const given = givenOf(setup, first, round);
  const { state } = loop(setup, held, given, round);
  const whole = extent(setup.names.map((name) => state[name] as Node));
  const {
    '/losses': losses,
    '/at': at,
    '/loss': loss,
    '/ok': ok,
    ...states
  } = (await engine.run({ ...state, '/ok': whole }, asked(setup))) as Record<string, Volume>;
  const [done, all, isWhole] = await Promise.all([
    (at as Volume).read(),
    (losses as Volume).read(),
    isFiniteOf(ok as Volume),
  ]);
  for (const volume of [losses, at, loss, ok]) volume?.dispose();
  // nobody else has them: their memory is the next round's
  for (const volume of Object.values(given)) engine.forget(volume);
  return { losses: Array.from((all.data as Float32Array).subarray(0, done.data[0])), held: states, isWhole };
}

/** One step, as a graph of its own. */
async function runOne(engine: Engine, setup: Setup, held: Held, step: number): Promise<Round> {
  const { numbers, given, ...batch } = batchOf(setup, step);
  const now = Object.fromEntries(Object.entries(held).map(([name, each]) => [name, toNode(each, NAME, name)]));
  const next = stepped(setup, now, { ...batch, numbers });
  const state = lastFirst({ ...next.parameters, ...next.slots });
  const whole = extent(setup.names.map((name) => state[name] as Node));
  const {
    '/loss': loss,
    '/ok': ok,
    ...states
  } = (await engine.run({ ...state, '/loss': asFloat(next.loss), '/ok': whole }, asked(setup))) as Record<
    string,
    Volume
  >;
  const [value, isWhole] = await Promise.all([(loss as Volume).read(), isFiniteOf(ok as Volume)]);
  for (const volume of [loss, ok]) volume?.dispose();
  for (const volume of given) engine.forget(volume);
  return { losses: [value.data[0] as number], held: states, isWhole };
}

/** What a round is given beside the states, by step along y: which samples, the optimizer's numbers, and the step. */
function givenOf(setup: Setup, first: number, round: number) {
  const { samples, batch, seed } = setup;
  const perStep = Array.from({ length: round }, (_, at) => numbersOf(setup, first + at));
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
    // no name of a parameter begins with a slash
    state: { ...held, '/at': at, '/loss': loss, '/losses': losses } as Record<string, Input>,
    body: (now) => {
      const at = now['/at'] as Node;
      const turn = take(turns, at, { axis: 'y' });
      const batch = taken(setup, take(order, at, { axis: 'y' }), turn);
      const next = stepped(setup, now, { ...batch, turn, numbers: take(numbers, at, { axis: 'y' }) });
      return {
        ...next.parameters,
        ...next.slots,
        '/at': pointwise([at], ([a = input(0, 'i32')], upload) => numeric('add', a, upload(1, 'i32')), 'i32'),
        '/loss': asFloat(next.loss),
        '/losses': where(equal(places, at), next.loss, now['/losses'] as Node),
      };
    },
    // NaN ends the loop; nothing else does
    measure: (next) => next['/loss'] as Node,
    below: -1e38,
    check: CHECK,
    max: round,
  });
}

/** What one step is given, outside of a loop: a round of one. */
export function batchOf(setup: Setup, step: number) {
  const given = givenOf(setup, step, 1);
  const turn = source(given.turns);
  const numbers = source(given.numbers);
  return { ...taken(setup, source(given.order), turn), turn, numbers, given: Object.values(given) };
}

/** The numbers of the optimizer; refuses rates that are none. */
function numbersOf({ optimizer }: Setup, step: number): readonly number[] {
  const numbers = optimizer.numbers(step);
  if (!numbers.every(Number.isFinite) || (numbers[0] as number) < 0)
    throw new ArgumentError(NAME, `the learning rate of step ${step} must be a number from 0 on`, `${numbers[0]}`);
  return numbers;
}

/** Samples by their numbers, made ready. */
function taken({ images, target, options, seed }: Setup, index: Node, turn: Node): Batch {
  const batch = { images: asFloat(take(images, index)), target: take(target, index) };
  if (!options.prepare) return batch;
  const made = options.prepare(batch, { seed, turn });
  if (!(made?.images instanceof Node) || !(made.target instanceof Node))
    throw new ArgumentError(NAME, 'prepare must give images and target, both nodes', describe(made));
  return made;
}

/** The step of a batch, from volumes by name. */
function stepped(
  { net, options, optimizer, seed, names, trained }: Setup,
  now: Readonly<Record<string, Node>>,
  batch: Parameters<typeof stepOf>[2],
) {
  const parameters = Object.fromEntries(names.map((name) => [name, now[name] as Node]));
  const { loss, clipNorm, average } = options;
  return stepOf(
    { layer: net.layer, loss, optimizer, clipNorm, average, seed },
    { parameters, trained, slots: now },
    batch,
  );
}
