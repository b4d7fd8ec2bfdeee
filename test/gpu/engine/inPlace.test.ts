/** States updated in place: the memory that loops take, and the same bits as where every state is held twice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/catalogue.js';
import type { Axis } from '../../../src/core/axes.js';
import type { DType } from '../../../src/core/dtype.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { fittingWork } from '../../../src/engine/fitting.js';
import { flatten } from '../../../src/engine/flatten.js';
import { slotKey } from '../../../src/engine/fuse.js';
import { inPlaceStates, statesOf as statesIn } from '../../../src/engine/inPlace.js';
import type { Base } from '../../../src/engine/profile.js';
import { Context } from '../../../src/gpu/context.js';
import { Pool } from '../../../src/gpu/pool.js';
import type { Node } from '../../../src/graph/node.js';
import type { Operation } from '../../../src/graph/operation.js';
import { repeat } from '../../../src/graph/repeat.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { type Field, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { disagreements } from '../reflected.js';
import { expectSameBits, withLimits } from '../variants.js';
import { BODIES, type Body, loopOf } from './bodies.js';

const SHAPE = { y: 24, x: 31 };
/** Rows are padded to 32 voxels of four bytes. */
const VOLUME_BYTES = 24 * 32 * 4;

let context: Context;
beforeAll(async () => {
  context = await Context.open();
});
afterAll(() => {
  if (!context) return;
  const wrong = context.pipelines.linked.flatMap(disagreements);
  context.destroy();
  expect(wrong).toEqual([]);
});

function imagesOf(lengths: Partial<Record<Axis, number>>, dtype: DType): HostVolume[] {
  const isFloat = dtype === 'f32' || dtype === 'f16';
  const field = (seed: number): Field => (isFloat ? randomField(lengths, seed) : randomIntegers(lengths, seed, 0, 255));
  return [5, 6].map((seed) => toHost(field(seed), dtype));
}

async function statesOf(engine: Engine, body: Body, images: readonly HostVolume[]): Promise<HostVolume[]> {
  const volumes = Object.values(await engine.run(loopOf(body, images).state));
  const read = await Promise.all(volumes.map((volume) => volume.read()));
  for (const volume of volumes) volume.dispose();
  return read;
}

async function expectBitsOfTwice(engine: Engine, body: Body, images: readonly HostVolume[]): Promise<void> {
  const found = await statesOf(engine, body, images);
  const wanted = await statesOf(new Engine(context, false), body, images);
  for (const [at, volume] of wanted.entries()) expectSameBits(found[at] as HostVolume, volume, `${body.name}, ${at}`);
}

describe.each(BODIES.map((body) => [body.name, body] as const))('%s', (_name, body) => {
  test('takes the memory that is said, and gives the bits of states held twice', async () => {
    const { device, limits } = context;
    const pool = new Pool(device, limits.maxBuffer, limits.budget);
    // the same device and its pipelines: a device of its own would compile everything once more
    const engine = new Engine(Object.create(context, { pool: { value: pool } }) as Context);
    const images = imagesOf(SHAPE, 'f32');
    await expectBitsOfTwice(engine, body, images);
    expect(Math.floor(engine.report().highest / VOLUME_BYTES)).toBe(body.volumes);
    expect(await engine.explain(loopOf(body, images).state)).toContain(`small, ${body.states}:`);
    pool.destroy();
  });

  test('in windows, in pieces of several buffers, over a batch', async () => {
    const narrow = new Engine(context, true, { maxBinding: 1024 });
    expect(await narrow.explain(loopOf(body, imagesOf(SHAPE, 'f32')).state)).toContain('windows');
    await expectBitsOfTwice(narrow, body, imagesOf(SHAPE, 'f32'));
    await expectBitsOfTwice(new Engine(context), body, imagesOf({ n: 2, c: 3, z: 2, y: 5, x: 9 }, 'f32'));
    await expectBitsOfTwice(new Engine(withLimits(context, { maxBuffer: 1024 })), body, imagesOf(SHAPE, 'f32'));
  });

  test('in packed types', async () => {
    for (const dtype of ['u8', 'f16', 'u16'] as const)
      await expectBitsOfTwice(new Engine(context), body, imagesOf({ y: 7, x: 13 }, dtype));
  });
});

/** Calls of every operation, and along y where it has an axis: each kernel of the house ends one of them. */
const CALLS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { axis: 'y' },
  { axes: 'y' },
  { weights: [1, 2, 3] },
  { weights: [1, 2, 3], axis: 'y' },
  { weights: Array.from({ length: 40 }, (_, at) => at) },
  { weights: Array.from({ length: 40 }, (_, at) => at), axis: 'y' },
  {
    weights: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  },
];

/** A loop whose first state adds up what an operation makes of the second: its last kernel writes over what it adds to. */
function adding(make: (node: Node | HostVolume) => Node, image: HostVolume) {
  return repeat({
    state: { u: new HostVolume({ shape: make(image).shape }), v: image },
    body: ({ u, v }) => ({ u: add(u, make(v)), v: multiply(v, 0.75) }),
    check: 2,
    max: 2,
  }).state;
}

type Adding = ReturnType<typeof adding>;

/**
 * The kernel that writes the first state, with its constants; nothing where it is not written in place by a kernel. As a plan
 * of the loop has it, without the linking that a plan is made for.
 */
function lastKernel(states: Adding, profile: Base): string | undefined {
  const { limits } = context;
  for (const { call, body } of flatten(Object.values(states)).items) {
    if (call.kind !== 'repeat' || !body) continue;
    const work = fittingWork(body.plain, limits, { fusion: true, profile });
    // refused in loops
    if (work.some((step) => step.kind === 'dispatch' && step.outputs.some(({ atomic }) => atomic))) continue;
    const held = statesIn(body.plain, call);
    const [state] = held;
    if (!state || !inPlaceStates(body.plain, work, held, [true, true])[0]) continue;
    for (const dispatch of work)
      if (dispatch.kind === 'dispatch' && dispatch.writes.some((slot) => slotKey(slot) === state.next))
        return JSON.stringify([dispatch.kernel, dispatch.constants]);
  }
  return undefined;
}

test.each([
  'cpu',
  'gpu',
] as const)('every kernel stores a place once, so that what is fused into its store may write over what it reads (profile %s)', async (profile) => {
  const image = toHost(randomField({ z: 3, y: 7, x: 13 }, 7));
  const forms = new Map<string, Adding>();
  for (const operation of OPERATIONS)
    for (const output of Object.keys(operation.outputs))
      for (const params of CALLS) {
        const states = accepted(() => adding((node) => called(operation, output, params, node), image));
        const last = states && lastKernel(states, profile);
        if (last && !last.includes('pointwise/map') && !forms.has(last)) forms.set(last, states);
      }
  for (const [form, states] of twoOfEachKernel(forms)) {
    const [found, wanted] = await Promise.all(
      [true, false].map(async (fusion) => {
        using volume = await new Engine(context, fusion, {}, profile).run(states.u);
        return volume.read();
      }),
    );
    expectSameBits(found as HostVolume, wanted as HostVolume, form);
  }
  const met = [...forms.keys()].join(' ');
  for (const kernel of ['convolveAxisX', 'convolveAxisY', 'correlate', 'differences', 'reduceX', 'scanX'])
    expect(met).toContain(kernel);
});

/** The first form of a kernel and the last: between them lie other numbers of taps, other borders. */
function twoOfEachKernel<T>(forms: ReadonlyMap<string, T>): Map<string, T> {
  const kernelOf = (form: string): string => (JSON.parse(form) as [string])[0];
  const names = [...forms.keys()];
  const ends = (list: readonly string[]): Set<string> =>
    new Set(new Map(list.map((form) => [kernelOf(form), form])).values());
  const chosen = new Set([...ends(names), ...ends([...names].reverse())]);
  return new Map([...forms].filter(([form]) => chosen.has(form)));
}

function called(
  operation: Operation,
  output: string,
  params: Readonly<Record<string, unknown>>,
  node: Node | HostVolume,
): Node {
  const count = operation.inputs[0]?.variadic ? 2 : operation.inputs.length;
  const made = operation.apply(Array(count).fill(node), params)[output];
  if (!made || count === 0) throw new ArgumentError(operation.operation, 'it must take a volume', 'none');
  return made;
}

/** What a call gives, or nothing where it is refused. */
function accepted<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof ArgumentError) return undefined;
    throw cause;
  }
}
