/**
 * The table test of one operation. Every row is compared with its float64 oracle, plain; then the same row runs in windows
 * (a tiny binding), with fusion off between neighbours, in u8 and f16 storage and with n and c longer than one, in turn, and
 * must give the same bits where the arithmetic is the same. Laws and refusals are listed beside the rows.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DTYPES, type DType, hostArray } from '../../src/core/dtype.js';
import { numberToF16 } from '../../src/core/f16.js';
import { HostVolume } from '../../src/core/hostVolume.js';
import { Engine } from '../../src/engine/engine.js';
import { Context } from '../../src/gpu/context.js';
import { geometryOf } from '../../src/gpu/storage.js';
import { numeric } from '../../src/graph/expr.js';
import type { Node } from '../../src/graph/node.js';
import type { Operation } from '../../src/graph/operation.js';
import { pointwise, source } from '../../src/graph/primitive.js';
import { compare, type Field, fromHost, toHost } from '../oracle/index.js';
import { disagreements } from './reflected.js';

export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
  /** Why this much and not less. */
  readonly why: string;
}

export interface Row {
  readonly name: string;
  /** Fields and numbers in the operation's order of inputs. */
  readonly inputs: readonly (Field | number)[];
  readonly optional?: Readonly<Record<string, Field | number>>;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Storage type of the inputs; f32 unless said. */
  readonly dtype?: DType;
  /** Variants that make no sense for this row, such as `windows` where the reach is everything. */
  readonly without?: readonly Variant[];
  /** Overrides the operation's. */
  readonly tolerance?: Tolerance;
}

export type Variant = 'windows' | 'unfused' | 'u8' | 'f16' | 'batch' | 'profile';
const VARIANTS: readonly Variant[] = ['windows', 'unfused', 'u8', 'f16', 'batch', 'profile'];

export type Oracle = (
  inputs: (Field | number)[],
  params: Record<string, unknown>,
  optional: Record<string, Field | number>,
) => Field | Record<string, Field>;

export interface Law {
  readonly name: string;
  check(run: (inputs: (HostVolume | number)[]) => Promise<HostVolume>, row: Row): Promise<void>;
}

export interface OpTest {
  readonly oracle: Oracle;
  readonly tolerance: Tolerance;
  readonly rows: readonly Row[];
  /** Run the first row with each of scipy's five borders, and the others with two each, in turn (compilation is what tests cost). */
  readonly borders?: boolean;
  readonly laws?: readonly Law[];
  /** Inputs, options, and what the refusal must say. */
  readonly refuses?: readonly (readonly [
    inputs: readonly unknown[],
    params: Record<string, unknown>,
    message: RegExp,
  ])[];
}

const BORDERS = ['reflect', 'mirror', 'nearest', 'constant', 'wrap'] as const;

let context: Context;

/** The device that all tables of a file share. */
export function sharedContext(): Context {
  return context;
}

beforeAll(async () => {
  context = await Context.open();
}, 60_000);

afterAll(() => {
  if (!context) return;
  const wrong = context.pipelines.linked.flatMap(disagreements);
  context.destroy();
  expect(wrong).toEqual([]);
});

export function checkOp(operation: Operation, spec: OpTest): void {
  describe(operation.operation, () => {
    const rows = spec.borders
      ? spec.rows.flatMap((row, at) => bordersOf(at).map((border) => withBorder(row, border)))
      : spec.rows;
    test.each(rows.map((row, at) => [row.name, row, at] as const))('%s', async (_name, row, at) => {
      const tolerance = row.tolerance ?? spec.tolerance;
      const inputs = row.inputs.map((input) => hostInput(input, row.dtype ?? 'f32'));
      const plain = await runPlain(operation, inputs, row);
      verify(plain, expected(spec.oracle, inputs, row), tolerance, row.name);
      const usable = VARIANTS.filter(
        (variant) => !row.without?.includes(variant) && !(row.dtype && (variant === 'u8' || variant === 'f16')),
      );
      // two variants a row, in turn: over the rows of a table every one is met
      for (const shift of [0, 2]) {
        const variant = usable[(at + shift) % usable.length];
        if (variant) await checkVariant(variant, operation, spec, row, inputs, plain, tolerance);
      }
      if (at === 0) await checkRepeats(operation, inputs, row, plain);
      for (const law of spec.laws ?? [])
        await law.check(async (changed) => first(await runPlain(operation, changed, row)), row);
    });
    if (spec.refuses?.length)
      test.each(
        spec.refuses.map(([inputs, params, message]) => [JSON.stringify(params), inputs, params, message] as const),
      )('refuses %s', (_name, inputs, params, message) => {
        const hosts = inputs.map((input) => (isField(input) ? toHost(input) : input));
        expect(() => operation.apply(hosts as HostVolume[], params)).toThrow(message);
      });
  });
}

function bordersOf(row: number): readonly (typeof BORDERS)[number][] {
  if (row === 0) return BORDERS;
  return [0, 2].map((shift) => BORDERS[(2 * row + shift) % BORDERS.length] ?? 'reflect');
}

function withBorder(row: Row, border: (typeof BORDERS)[number]): Row {
  const params = { ...row.params, border, ...(border === 'constant' && { value: 0.75 }) };
  return { ...row, name: `${row.name}, ${border}`, params };
}

function hostInput(input: Field | number, dtype: DType): HostVolume | number {
  return typeof input === 'number' ? input : toHost(input, dtype);
}

function isField(thing: unknown): thing is Field {
  return typeof thing === 'object' && thing !== null && 'data' in thing && thing.data instanceof Float64Array;
}

type Results = Readonly<Record<string, HostVolume>>;

async function run(engine: Engine, nodes: Readonly<Record<string, Node>>): Promise<Results> {
  const volumes = await engine.run(nodes);
  const results: Record<string, HostVolume> = {};
  for (const [name, volume] of Object.entries(volumes)) {
    results[name] = await volume.read();
    volume.dispose();
  }
  return results;
}

function applied(
  operation: Operation,
  inputs: readonly (HostVolume | Node | number)[],
  row: Row,
): Readonly<Record<string, Node>> {
  const optional = Object.fromEntries(
    Object.entries(row.optional ?? {}).map(([name, input]) => [name, hostInput(input, 'f32')]),
  );
  return operation.apply(inputs, row.params ?? {}, optional);
}

function runPlain(operation: Operation, inputs: readonly (HostVolume | number)[], row: Row): Promise<Results> {
  return run(new Engine(context), applied(operation, inputs, row));
}

function expected(oracle: Oracle, inputs: readonly (HostVolume | number)[], row: Row): Record<string, Field> {
  const fields = inputs.map((input) => (typeof input === 'number' ? input : fromHost(input)));
  const result = oracle(fields, { ...row.params }, { ...row.optional });
  return isField(result) ? { result } : result;
}

function verify(actual: Results, wanted: Record<string, Field>, tolerance: Tolerance, what: string): void {
  for (const [name, field] of Object.entries(wanted)) {
    const volume = actual[name] ?? (Object.keys(wanted).length === 1 ? first(actual) : undefined);
    if (!volume) throw new Error(`${what}: no output ${name}`);
    const message = compare(volume, field, tolerance);
    if (message) throw new Error(`${what}, ${name}: ${message}`);
  }
}

function first(results: Results): HostVolume {
  const [result] = Object.values(results);
  if (!result) throw new Error('no output');
  return result;
}

/** Bit for bit, except that a NaN may have any bits. */
export function expectSameBits(actual: HostVolume, wanted: HostVolume, what: string): void {
  expect(actual.shape, what).toEqual(wanted.shape);
  expect(actual.dtype, what).toBe(wanted.dtype);
  const differs = actual.data.findIndex((item, at) => !Object.is(item, wanted.data[at]));
  if (differs >= 0)
    throw new Error(`${what}: item ${differs} is ${actual.data[differs]}, must be ${wanted.data[differs]}`);
}

async function checkVariant(
  variant: Variant,
  operation: Operation,
  spec: OpTest,
  row: Row,
  inputs: readonly (HostVolume | number)[],
  plain: Results,
  tolerance: Tolerance,
): Promise<void> {
  const what = `${row.name} (${variant})`;
  if (variant === 'windows') {
    const engine = new Engine(context, true, { maxBinding: tinyBinding(inputs, plain) });
    const results = await run(engine, applied(operation, inputs, row));
    for (const [name, result] of Object.entries(results)) expectSameBits(result, plain[name] as HostVolume, what);
  } else if (variant === 'profile') {
    const results = await run(new Engine(context, true, {}, 'gpu'), applied(operation, inputs, row));
    for (const [name, result] of Object.entries(results)) expectSameBits(result, plain[name] as HostVolume, what);
  } else if (variant === 'unfused') {
    // a neighbour before and after: fused and stored must agree to the bit
    const chained = (): Readonly<Record<string, Node>> => {
      const before = inputs.map((input) => (typeof input === 'number' ? input : neighbour(source(input))));
      return Object.fromEntries(
        Object.entries(applied(operation, before, row)).map(([name, node]) => [name, neighbour(node)]),
      );
    };
    const fused = await run(new Engine(context, true), chained());
    const stored = await run(new Engine(context, false), chained());
    for (const [name, result] of Object.entries(fused)) expectSameBits(result, stored[name] as HostVolume, what);
  } else if (variant === 'batch') {
    const stacked = inputs.map((input) =>
      typeof input === 'number' || input.shape.n * input.shape.c > 1 ? input : batched(input),
    );
    if (stacked.some((input, at) => typeof input !== 'number' && input === inputs[at])) return;
    verify(
      await run(new Engine(context), applied(operation, stacked, row)),
      expected(spec.oracle, stacked, row),
      tolerance,
      what,
    );
  } else {
    const stored = inputs.map((input) => (typeof input === 'number' ? input : storedAs(input, variant)));
    verify(
      await run(new Engine(context), applied(operation, stored, row)),
      expected(spec.oracle, stored, row),
      tolerance,
      what,
    );
  }
}

/** The same run again: the same bits, nothing compiled, no memory kept. */
async function checkRepeats(
  operation: Operation,
  inputs: readonly (HostVolume | number)[],
  row: Row,
  plain: Results,
): Promise<void> {
  const engine = new Engine(context);
  const nodes = applied(operation, inputs, row);
  await run(engine, nodes);
  const before = engine.report();
  const again = await run(engine, nodes);
  const after = engine.report();
  for (const [name, result] of Object.entries(again))
    expectSameBits(result, plain[name] as HostVolume, `${row.name} (again)`);
  expect(after.compiled).toBe(before.compiled);
  expect(after.inUse).toBe(before.inUse);
}

/** Small enough to split every volume of the row, large enough for its longest row of voxels. */
function tinyBinding(inputs: readonly (HostVolume | number)[], plain: Results): number {
  const volumes = [...inputs.filter((input) => typeof input !== 'number'), ...Object.values(plain)];
  const bytes = volumes.map((volume) => {
    const { groups, bytesPerGroup } = geometryOf(volume.shape, volume.dtype);
    return groups * bytesPerGroup;
  });
  return Math.max(256, Math.ceil(Math.max(...bytes) / 3 / 256) * 256);
}

/** An element-wise neighbour: doubles f32, leaves the bits of other types alone but still fuses. */
function neighbour(node: Node): Node {
  return pointwise([node], ([a]) => (a ? numeric('add', a, a) : (a as never)), node.dtype === 'u8' ? 'f32' : undefined);
}

/** Two by two copies along n and c, each with other values. */
function batched(volume: HostVolume): HostVolume {
  const { shape, dtype, data } = volume;
  const result = hostArray(dtype, data.length * 4);
  for (let copy = 0; copy < 4; copy++)
    data.forEach((item, at) => {
      result[copy * data.length + at] = DTYPES[dtype].kind === 'float' && dtype === 'f32' ? item * (1 + copy) : item;
    });
  return new HostVolume({ shape: { ...shape, n: 2, c: 2 }, dtype, data: result });
}

/** The values in another storage type: u8 spread over 0 to 255, f16 rounded. */
function storedAs(volume: HostVolume, dtype: 'u8' | 'f16'): HostVolume {
  const data = hostArray(dtype, volume.data.length);
  volume.data.forEach((item, at) => {
    data[at] = dtype === 'f16' ? numberToF16(item) : Number.isFinite(item) ? Math.abs(Math.round(item * 100)) % 256 : 7;
  });
  return new HostVolume({ shape: volume.shape, dtype, data });
}
