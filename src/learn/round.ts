/** A round of steps: a loop on the GPU from which only losses come back. */
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
import { dispose, type Held } from './held.js';
import { orderOf } from './order.js';
import { CHECK, NAME, type Setup } from './setup.js';
import { type Batch, lengthOf, stepOf } from './step.js';

/** A round: the states after it, and the losses of its steps. */
export async function runRound(engine: Engine, setup: Setup, held: Held, first: number, round: number) {
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

/** The batch of one step, outside of a loop. */
export function batchOf(setup: Setup, step: number) {
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
export function single(setup: Setup, held: Held, step: number): Record<string, Node> {
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
  const { loss, optimizer, clipNorm, average } = options;
  return stepOf(
    { layer: net.layer, loss, optimizer, clipNorm, average, seed },
    { parameters, trained, slots: now },
    batch,
  );
}
