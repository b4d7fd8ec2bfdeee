/** Every form of every kernel that profiles choose from is met here: it is what runs, and it has the bits of the kernel's own form. */
import { expect, test } from 'vitest';
import { callsOf, noiseOf } from '../../../src/cli/tune/calls.js';
import { LONG_ROW } from '../../../src/core/axes.js';
import type { HostVolume } from '../../../src/core/hostVolume.js';
import type { Dispatch } from '../../../src/engine/dispatch.js';
import { Engine, openEngine } from '../../../src/engine/engine.js';
import type { Plan } from '../../../src/engine/plan.js';
import type { Profile } from '../../../src/engine/profile.js';
import { type FormedKernel, formNames, KERNEL_FORMS, OWN } from '../../../src/graph/forms.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { matmul } from '../../../src/ops/network/matmul.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';
import { expectSameBits, planned, type Results } from '../variants.js';

type Noise = ReturnType<typeof noiseOf>;

const CALLS = callsOf(
  Object.fromEntries(
    Object.entries(noiseOf({ flat: 74, deep: 21, layer: 11 })).map(([name, volume]) => [name, source(volume)]),
  ) as Record<keyof Noise, Node>,
);

const formedBy = (kernel: FormedKernel, form: string): Profile => ({ base: 'cpu', forms: { [kernel]: form } });

const dispatchesOf = (plan: Plan, kernel: string): Dispatch[] =>
  plan.steps.flatMap((step) => (step.kind === 'dispatch' && step.dispatch.kernel === kernel ? step.dispatch : []));

test.each(Object.keys(KERNEL_FORMS) as FormedKernel[])('%s', async (kernel) => {
  const counted: Readonly<Record<string, readonly number[]>> = KERNEL_FORMS[kernel];
  const radices = counted.radix;
  const calls = CALLS[kernel]();
  let own: Results | undefined;
  for (const [at, form] of (formNames(kernel) ?? []).entries()) {
    const { results, plan } = await planned(new Engine(sharedContext(), true, {}, formedBy(kernel, form)), calls);
    const taken = dispatchesOf(plan, kernel);
    const count = radices?.[at - 1];
    if (!radices) expect(taken.map((dispatch) => dispatch.form)).toContain(form === OWN ? undefined : form);
    else if (count !== undefined) expect(Math.max(...taken.map(radixOf)), form).toBeLessThanOrEqual(count);
    else expect(Math.max(...taken.map(radixOf))).toBeGreaterThan(Math.max(...radices));
    expect(plan.profile).toBe(form === OWN ? 'cpu' : `cpu with ${kernel} ${form}`);
    own ??= results;
    for (const [call, volume] of Object.entries(results)) {
      const what = `${form}: ${call}`;
      if (radices) expectNear(volume, own[call] as HostVolume, what);
      else expectSameBits(volume, own[call] as HostVolume, what);
    }
  }
});

const radixOf = ({ constants }: Dispatch): number => Number(constants.A) * Number(constants.B);

/** Other passes round otherwise: some eight roundings of 2^-24 of the largest number, with room for Bluestein's three transforms. */
function expectNear(volume: HostVolume, other: HostVolume, what: string): void {
  const most = Math.max(...other.data.map(Math.abs));
  const off = Math.max(...volume.data.map((item, at) => Math.abs(item - (other.data[at] ?? Number.NaN))));
  expect(off / most, what).toBeLessThan(2e-6);
}

test('rows in workgroup memory, of matrices either way round, deeper than it and in batches', async () => {
  const [a, b] = [randomField({ c: 3, y: 71, x: 70 }, 1), randomField({ y: 70, x: 71 }, 2)].map((field) =>
    source(toHost(field)),
  ) as [Node, Node];
  const calls = {
    straight: matmul(a, b),
    'first turned': matmul(a, a, { transposeA: true }),
    'second turned': matmul(a, a, { transposeB: true }),
    'both turned': matmul(a, b, { transposeA: true, transposeB: true }),
    'few columns': matmul(a, source(toHost(randomField({ y: 70, x: 3 }, 3)))),
  };
  const run = (form: string) => planned(new Engine(sharedContext(), true, {}, formedBy('network/matmul', form)), calls);
  const own = await run(OWN);
  for (const form of ['shared16', 'shared32']) {
    const { results, plan } = await run(form);
    expect(dispatchesOf(plan, 'network/matmul').map((dispatch) => dispatch.form)).toEqual([
      form,
      form,
      form,
      form,
      undefined,
    ]);
    for (const [call, volume] of Object.entries(results))
      expectSameBits(volume, own.results[call] as HostVolume, `${form}: ${call}`);
  }
});

test('a form holds in the interior, too, where that is issued apart', async () => {
  const rows = randomField({ y: 3, x: 2 * LONG_ROW + 5 }, 1);
  const node = convolveAxis(source(toHost(rows)), { axis: 'x', weights: [1, 2, 3] });
  const run = (form: string) =>
    planned(new Engine(sharedContext(), true, {}, formedBy('filter/convolveAxisX', form), 'always'), { node });
  const [own, other] = [await run(OWN), await run('groups1')];
  const groups = ({ plan }: typeof own) =>
    plan.steps.map((step) => step.kind === 'dispatch' && step.parts > 1 && step.dispatch.interior?.constants.GROUPS);
  expect([groups(own), groups(other)]).toEqual([[2], [1]]);
  expectSameBits(other.results.node as HostVolume, own.results.node as HostVolume, 'groups1');
});

test('a profile that was made on another adapter, or with another driver, is told', async () => {
  const told: string[] = [];
  const opened = async (made: Partial<Profile>) => {
    using engine = await openEngine({ profile: { base: 'cpu', forms: {}, ...made }, warn: (line) => told.push(line) });
    return engine.adapter;
  };
  const { device, name } = sharedContext().adapter;
  await opened({ adapter: device, driver: name });
  expect(told).toEqual([]);
  await opened({ adapter: 'an abacus', driver: 'beads' });
  await opened({ adapter: device, driver: 'beads' });
  expect(told).toEqual([
    `the profile was made for another adapter, an abacus; this one is ${device}`,
    `the profile was made with another driver, beads; this one is ${name}`,
  ]);
});
