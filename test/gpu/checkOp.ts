/**
 * The table test of one operation. Every row is compared with its float64 oracle, plain, every output; then one variant of
 * the run (more in a short table) is compared in turn. Over a table every variant is met for certain: what the turns did not
 * really meet is run on other rows until one does, and the table fails where none can. Laws and refusals stand beside the rows.
 */
import { describe, expect, test } from 'vitest';
import type { DType } from '../../src/core/dtype.js';
import type { HostVolume } from '../../src/core/hostVolume.js';
import { Engine } from '../../src/engine/engine.js';
import type { Operation } from '../../src/graph/operation.js';
import { compare, type Field, fromHost, toHost } from '../oracle/index.js';
import { sharedContext } from './shared.js';
import {
  type Case,
  CHECKS,
  expectSameBits,
  type Input,
  planned,
  type Results,
  resultsOf,
  VARIANTS,
  type Variant,
  withLimits,
} from './variants.js';

export { expectSameBits } from './variants.js';

export interface Tolerance {
  /** For the numbers of the rows; where they are stored in u8, numbers up to 255 have errors 255 times as large. */
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
  /** Their type, f32 unless said. */
  readonly optionalDtype?: DType;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Storage type of the inputs; f32 unless said. */
  readonly dtype?: DType;
  /** Variants that this row cannot or need not meet; another row of the table must. */
  readonly without?: readonly Variant[];
  /** Bytes that a binding has at least, whatever the environment says: rows of voxels are never cut, and this one has a long one. */
  readonly binding?: number;
  /** Overrides the operation's. */
  readonly tolerance?: Tolerance;
}

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
  /** Variants that no row can meet, and why. */
  readonly without?: Readonly<Partial<Record<Variant, string>>>;
  /** Run the first row with each of scipy's five borders, and the others with one each, in turn (compilation is what tests cost). */
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

export function checkOp(operation: Operation, spec: OpTest): void {
  describe(operation.operation, () => {
    const rows = spec.borders
      ? spec.rows.flatMap((row, at) => bordersOf(at).map((border) => withBorder(row, border)))
      : spec.rows;
    const turns = turnsOf(rows, spec);
    const met = new Set<Variant>();
    const meet = async (variant: Variant, row: Row, made: Case): Promise<void> => {
      try {
        if (await CHECKS[variant](made)) met.add(variant);
      } catch (cause) {
        throw new Error(`${row.name} (${variant}): ${cause instanceof Error ? cause.message : cause}`, { cause });
      }
    };
    test.each(rows.map((row, at) => [row.name, row, at] as const))('%s', async (_name, row, at) => {
      const made = await caseOf(operation, spec, row);
      made.verify(made.plain, made.inputs);
      for (const variant of turns[at] ?? []) await meet(variant, row, made);
      if (at === 0) await checkRepeats(made);
      for (const law of spec.laws ?? [])
        await law.check(async (changed) => first(await resultsOf(new Engine(made.context), made.apply(changed))), row);
    });
    test('meets every variant', async () => {
      for (const variant of VARIANTS) {
        const able = rows.filter((row) => applies(variant, row));
        if (able.length === 0 || spec.without?.[variant] !== undefined) continue;
        for (const row of able)
          if (!met.has(variant) && !row.without?.includes(variant))
            await meet(variant, row, await caseOf(operation, spec, row));
        expect(met.has(variant), `no row meets ${variant}: add one, or say in \`without\` why none can`).toBe(true);
      }
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
  return row === 0 ? BORDERS : BORDERS.slice((row - 1) % BORDERS.length).slice(0, 1);
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

/** Whether a variant changes anything about a row: a row of another type is its own storage, a row of numbers has no batch. */
function applies(variant: Variant, row: Row): boolean {
  if (variant !== 'u8' && variant !== 'f16' && variant !== 'batch') return true;
  return row.inputs.some(isField) && (variant === 'batch' || row.dtype === undefined);
}

/** The variants of every row: the least met so far, as many as it takes to meet them all. */
function turnsOf(rows: readonly Row[], spec: OpTest): readonly (readonly Variant[])[] {
  const each = Math.ceil(VARIANTS.length / rows.length);
  const times = new Map<Variant, number>();
  return rows.map((row) => {
    const usable = VARIANTS.filter(
      (variant) => applies(variant, row) && !row.without?.includes(variant) && spec.without?.[variant] === undefined,
    );
    const chosen = usable.sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0)).slice(0, each);
    for (const variant of chosen) times.set(variant, (times.get(variant) ?? 0) + 1);
    return chosen;
  });
}

/** A row made ready: its plain results, and how its operation and its oracle are applied to other inputs. */
async function caseOf(operation: Operation, spec: OpTest, row: Row): Promise<Case> {
  const tolerance = row.tolerance ?? spec.tolerance;
  const inputs = row.inputs.map((input) => hostInput(input, row.dtype ?? 'f32'));
  const optional = Object.fromEntries(
    Object.entries(row.optional ?? {}).map(([name, input]) => [name, hostInput(input, row.optionalDtype ?? 'f32')]),
  );
  const apply: Case['apply'] = (given) => operation.apply(given, row.params ?? {}, optional);
  const context = sharedContext();
  const maxBinding = Math.max(context.limits.maxBinding, row.binding ?? 0);
  const able = withLimits(context, { maxBinding });
  const { results: plain, plan } = await planned(new Engine(able), apply(inputs));
  const verify: Case['verify'] = (results, given, scale = 1) =>
    check(results, expected(spec.oracle, given, row), { ...tolerance, abs: scale * tolerance.abs });
  return { context: able, inputs, plain, plan, apply, verify };
}

function expected(oracle: Oracle, inputs: readonly Input[], row: Row): Record<string, Field> {
  const fields = inputs.map((input) => (typeof input === 'number' ? input : fromHost(input)));
  const result = oracle(fields, { ...row.params }, { ...row.optional });
  return isField(result) ? { result } : result;
}

function check(actual: Results, wanted: Record<string, Field>, tolerance: Tolerance): void {
  const names = Object.keys(actual);
  // an oracle need not name what is alone
  const fields = names.length === 1 && Object.keys(wanted).length === 1 ? Object.values(wanted) : undefined;
  if (!fields) expect(Object.keys(wanted).sort(), 'the outputs that the oracle names').toEqual([...names].sort());
  for (const [at, name] of names.entries()) {
    const message = compare(actual[name] as HostVolume, (fields?.[at] ?? wanted[name]) as Field, tolerance);
    if (message) throw new Error(`${name}: ${message}`);
  }
}

function first(results: Results): HostVolume {
  const [result] = Object.values(results);
  if (!result) throw new Error('no output');
  return result;
}

/** The same run again: the same bits, nothing compiled, no memory kept. */
async function checkRepeats({ context, apply, inputs, plain }: Case): Promise<void> {
  const engine = new Engine(context);
  const nodes = apply(inputs);
  await resultsOf(engine, nodes);
  const before = engine.report();
  const again = await resultsOf(engine, nodes);
  const after = engine.report();
  for (const [name, result] of Object.entries(again))
    expectSameBits(result, plain[name] as HostVolume, `${name} (again)`);
  expect(after.compiled).toBe(before.compiled);
  expect(after.inUse).toBe(before.inUse);
}
