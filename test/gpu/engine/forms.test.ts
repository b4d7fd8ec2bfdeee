/** Every form of every kernel that profiles choose from is met here: it is what runs, and it has the bits of the kernel's own form. */
import { expect, test } from 'vitest';
import { callsOf, noiseOf } from '../../../src/cli/tune/calls.js';
import { LONG_ROW } from '../../../src/core/axes.js';
import type { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Profile } from '../../../src/engine/profile.js';
import { type FormedKernel, formNames, KERNEL_FORMS, OWN } from '../../../src/graph/forms.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
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

test.each(Object.keys(KERNEL_FORMS) as FormedKernel[])('%s', async (kernel) => {
  const calls = CALLS[kernel]();
  let own: Results | undefined;
  for (const form of formNames(kernel) ?? []) {
    const { results, plan } = await planned(new Engine(sharedContext(), true, {}, formedBy(kernel, form)), calls);
    const taken = plan.steps.flatMap((step) =>
      step.kind === 'dispatch' && step.dispatch.kernel === kernel ? step.dispatch.form : [],
    );
    expect(taken, form).toContain(form);
    expect(plan.profile).toBe(form === OWN ? 'cpu' : `cpu with ${kernel} ${form}`);
    own ??= results;
    for (const [call, volume] of Object.entries(results))
      expectSameBits(volume, own[call] as HostVolume, `${form}: ${call}`);
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
  expect([groups(own), groups(other)]).toEqual([[4], [1]]);
  expectSameBits(other.results.node as HostVolume, own.results.node as HostVolume, 'groups1');
});
