/**
 * The variants of a run: in windows, the interior apart from the edges, in several buffers, with fusion off, with the other profile's kernels, with n and c longer
 * than one, in u8 and f16 storage. Where the arithmetic is the same the bits must be; otherwise the oracle is asked again.
 * Each check says whether the run really met its variant: a volume of one voxel is never cut.
 */
import { expect } from 'vitest';
import { type DType, hostArray } from '../../src/core/dtype.js';
import { ArgumentError } from '../../src/core/errors.js';
import { numberToF16 } from '../../src/core/f16.js';
import { HostVolume } from '../../src/core/hostVolume.js';
import { Engine } from '../../src/engine/engine.js';
import type { Leaf } from '../../src/engine/leaf.js';
import type { DispatchStep, Plan } from '../../src/engine/plan.js';
import type { Context } from '../../src/gpu/context.js';
import { geometryOf } from '../../src/gpu/storage.js';
import { numeric } from '../../src/graph/expr.js';
import type { Node } from '../../src/graph/node.js';
import { pointwise, source } from '../../src/graph/primitive.js';

export const VARIANTS = ['windows', 'apart', 'buffers', 'unfused', 'batch', 'u8', 'f16', 'profile'] as const;
export type Variant = (typeof VARIANTS)[number];

export type Input = HostVolume | number;
export type Outputs = Readonly<Record<string, Node>>;
export type Results = Readonly<Record<string, HostVolume>>;

/** A row of a table, made ready. */
export interface Case {
  readonly context: Context;
  readonly inputs: readonly Input[];
  /** What the operation gives in one piece. */
  readonly plain: Results;
  /** How it was run then. */
  readonly plan: Plan;
  /** The operation on other inputs. */
  apply(inputs: readonly (Input | Node)[]): Outputs;
  /** Compares with the oracle's answer to the inputs, whose numbers are so many times as large as the row's. */
  verify(results: Results, inputs: readonly Input[], scale?: number): void;
}

/** Throws where a variant differs; whether it was really met. */
type Check = (row: Case) => Promise<boolean>;

export const CHECKS: Readonly<Record<Variant, Check>> = {
  windows: async (row) => {
    const wide = await widened(row);
    const plan = await sameBits(wide, await narrowEngine(wide));
    return stepsOf(plan).some(({ windows }) => windows.length > 1);
  },
  apart: async (row) => {
    const plan = await sameBits(row, new Engine(row.context, true, {}, 'cpu', 'always'));
    // kernels without such a form have nothing to meet
    const able = stepsOf(plan).filter(({ dispatch }) => dispatch.interior);
    return able.length === 0 || able.some(({ parts }) => parts > 1);
  },
  buffers: async (row) => {
    const plan = await sameBits(row, new Engine(withLimits(row.context, { maxBuffer: tinyBuffer(row) })));
    return stepsOf(plan).some(({ windows }) =>
      windows.some(({ pieces }) => pieces.some((list) => list.some(({ part }) => part > 0))),
    );
  },
  profile: async (row) => {
    await sameBits(row, new Engine(row.context, true, {}, row.context.adapter.software ? 'gpu' : 'cpu'));
    return true;
  },
  unfused: async ({ context, inputs, apply }) => {
    // a neighbour before and after: fused and stored must agree to the bit
    const chained = (): Outputs => {
      const before = inputs.map((input) => (typeof input === 'number' ? input : neighbour(source(input))));
      return Object.fromEntries(Object.entries(apply(before)).map(([name, node]) => [name, neighbour(node)]));
    };
    const fused = await planned(new Engine(context, true), chained());
    const stored = await planned(new Engine(context, false), chained());
    expectAllSame(fused.results, stored.results);
    return stepsOf(fused.plan).length < stepsOf(stored.plan).length;
  },
  batch: async ({ context, inputs, apply, verify }) => {
    const volumes = inputs.filter((input) => typeof input !== 'number');
    // the plain run of a row that is a batch already was this variant
    if (volumes.some(({ shape }) => shape.n * shape.c > 1))
      return volumes.some(({ shape }) => shape.n > 1) && volumes.some(({ shape }) => shape.c > 1);
    const stacked = inputs.map((input) => (typeof input === 'number' ? input : batched(input)));
    verify(await resultsOf(new Engine(context), apply(stacked)), stacked);
    return volumes.length > 0;
  },
  u8: (row) => storedIn(row, 'u8'),
  f16: (row) => storedIn(row, 'f16'),
};

/** Rows of solvers end after a few iterations on purpose. */
const unheard = (): void => undefined;

/** Runs, reads and frees. */
export async function resultsOf(engine: Engine, nodes: Outputs): Promise<Results> {
  engine.warn = unheard;
  return read(await engine.run(nodes));
}

/** The same, and the plan that was run; the dispatches are timed one by one. */
export async function planned(
  engine: Engine,
  nodes: Outputs,
): Promise<{ readonly results: Results; readonly plan: Plan }> {
  engine.warn = unheard;
  const { volumes, plan } = await engine.profile(nodes);
  return { results: await read(volumes), plan };
}

async function read(volumes: Awaited<ReturnType<typeof Engine.prototype.run<Outputs>>>): Promise<Results> {
  const results: Record<string, HostVolume> = {};
  for (const [name, volume] of Object.entries(volumes)) {
    results[name] = await volume.read();
    volume.dispose();
  }
  return results;
}

async function sameBits({ inputs, plain, apply }: Case, engine: Engine): Promise<Plan> {
  const { results, plan } = await planned(engine, apply(inputs));
  expectAllSame(results, plain);
  return plan;
}

async function storedIn({ context, inputs, apply, verify }: Case, dtype: 'u8' | 'f16'): Promise<boolean> {
  const stored = inputs.map((input) => (typeof input === 'number' ? input : storedAs(input, dtype)));
  verify(await resultsOf(new Engine(context), apply(stored)), stored, dtype === 'u8' ? 255 : 1);
  return true;
}

function expectAllSame(actual: Results, wanted: Results): void {
  for (const [name, result] of Object.entries(actual)) expectSameBits(result, wanted[name] as HostVolume, name);
}

/** Bit for bit, except that a NaN may have any bits. */
export function expectSameBits(actual: HostVolume, wanted: HostVolume, what: string): void {
  expect(actual.shape, what).toEqual(wanted.shape);
  expect(actual.dtype, what).toBe(wanted.dtype);
  const differs = actual.data.findIndex((item, at) => !Object.is(item, wanted.data[at]));
  if (differs >= 0)
    throw new Error(`${what}: item ${differs} is ${actual.data[differs]}, must be ${wanted.data[differs]}`);
}

/** All dispatches of a plan, those of loops among them. */
function stepsOf(plan: Plan): DispatchStep[] {
  return plan.steps.flatMap((step) =>
    step.kind === 'loop' ? [...stepsOf(step.plain), ...stepsOf(step.checked)] : [step],
  );
}

const ALIGNMENT = 256;

/**
 * A row whose images are repeated along x, until a row of the narrowest volume fills what bindings are aligned to: windows of
 * shorter rows hold some more than was asked for, and would hide a reach that is too small. As it was, where it cannot be wider.
 */
async function widened(row: Case): Promise<Case> {
  const widths = [...leavesOf(row.plan)].map(({ shape, dtype }) => {
    const { pitch, bytesPerGroup } = geometryOf(shape, dtype);
    return shape.x === 1 ? ALIGNMENT : pitch * bytesPerGroup;
  });
  const times = Math.ceil(ALIGNMENT / Math.min(...widths));
  if (times === 1) return row;
  const inputs = row.inputs.map((input) => (typeof input === 'number' ? input : repeated(input, times)));
  try {
    const { results: plain, plan } = await planned(new Engine(row.context), row.apply(inputs));
    return { ...row, inputs, plain, plan };
  } catch (cause) {
    if (cause instanceof ArgumentError) return row;
    throw cause;
  }
}

/** A volume and its copies, side by side. */
function repeated(volume: HostVolume, times: number): HostVolume {
  const { shape, dtype, data } = volume;
  if (shape.x === 1) return volume;
  const result = hostArray(dtype, data.length * times);
  for (let from = 0; from < data.length; from += shape.x)
    for (let copy = 0; copy < times; copy++)
      result.set(data.subarray(from, from + shape.x) as never, from * times + copy * shape.x);
  return new HostVolume({ shape: { ...shape, x: shape.x * times }, dtype, data: result });
}

function leavesOf(plan: Plan): Set<Leaf> {
  return new Set(stepsOf(plan).flatMap(({ dispatch }) => dispatch.leaves));
}

/** An engine whose bindings split the smallest volume of a run in three; larger ones, where those are too small for what reads lines. */
async function narrowEngine({ context, apply, inputs, plan }: Case): Promise<Engine> {
  const bytes = [...leavesOf(plan)].map(({ shape, dtype }) => {
    const { groups, bytesPerGroup } = geometryOf(shape, dtype);
    return groups * bytesPerGroup;
  });
  const images = bytes.filter((size) => size > ALIGNMENT);
  const nodes = apply(inputs);
  for (let maxBinding = alignedThird(Math.min(...images, ...(images.length ? [] : bytes))); ; maxBinding *= 2) {
    const engine = new Engine(context, true, { maxBinding });
    try {
      await engine.explain(nodes);
      return engine;
    } catch (cause) {
      if (!(cause instanceof ArgumentError) || maxBinding > Math.max(...bytes)) throw cause;
    }
  }
}

function alignedThird(bytes: number): number {
  return Math.max(ALIGNMENT, Math.ceil(bytes / 3 / ALIGNMENT) * ALIGNMENT);
}

/** Buffers hold whole rows of voxels, and four bindings the longest line: a third of the largest volume, those between and those of the operation's own as well. */
function tinyBuffer({ inputs, plan }: Case): number {
  const volumes = [...inputs.filter((input) => typeof input !== 'number'), ...leavesOf(plan)];
  const bytes = volumes.map(({ shape, dtype }) => {
    const { groups, pitch, bytesPerGroup } = geometryOf(shape, dtype);
    return Math.ceil(groups / pitch / 3) * pitch * bytesPerGroup;
  });
  return Math.max(...bytes);
}

/** The same device with its pipelines, but other limits. A device of its own would compile everything once more. */
export function withLimits(context: Context, limits: Partial<Context['limits']>): Context {
  return Object.create(context, { limits: { value: { ...context.limits, ...limits } } }) as Context;
}

/** An element-wise neighbour: doubles f32, leaves the bits of other types alone but still fuses. */
function neighbour(node: Node): Node {
  return pointwise([node], ([a]) => (a ? numeric('add', a, a) : (a as never)), node.dtype === 'u8' ? 'f32' : undefined);
}

/** Two by two copies along n and c, each with other values: f32 larger, other types each voxel in another place. */
function batched(volume: HostVolume): HostVolume {
  const { shape, dtype, data } = volume;
  const { length } = data;
  const result = hostArray(dtype, length * 4);
  for (let copy = 0; copy < 4; copy++)
    data.forEach((item, at) => {
      if (dtype === 'f32') result[copy * length + at] = item * (1 + copy);
      else result[copy * length + ((at + copy) % length)] = item;
    });
  return new HostVolume({ shape: { ...shape, n: 2, c: 2 }, dtype, data: result });
}

/** The values in another storage type: u8 spread over 0 to 255, f16 rounded. */
function storedAs(volume: HostVolume, dtype: Extract<DType, 'u8' | 'f16'>): HostVolume {
  const data = hostArray(dtype, volume.data.length);
  volume.data.forEach((item, at) => {
    data[at] = dtype === 'f16' ? numberToF16(item) : Number.isFinite(item) ? Math.abs(Math.round(item * 100)) % 256 : 7;
  });
  return new HostVolume({ shape: volume.shape, dtype, data });
}
