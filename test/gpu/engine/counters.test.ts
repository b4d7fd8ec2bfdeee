/**
 * What a change costs on any machine: dispatches, bytes and kernels of fixed pipelines, planned for both profiles under fixed limits, and what running some
 * of them allocates, compiles and submits. Times are never a test. A difference is a line of counters.json; where it is meant,
 * `npm run test:gpu -- test/gpu/engine/counters.test.ts -u` writes the file anew, and the commit says why.
 */
import { Engine, HostVolume, type Node, openEngine, source } from 'brightfield';
import { expect, test } from 'vitest';
import { type Counters, countersOf } from '../../../bench/counters.js';
import { type BenchRow, shapeAt } from '../../../bench/row.js';
import { ROWS } from '../../../bench/rows.js';
import type { Base } from '../../../src/engine/profile.js';
import { sharedContext } from '../shared.js';

/** Limits that every device has. */
const LIMITS = { maxBinding: 2 ** 27, maxStorageBuffers: 8, maxWorkgroups: 65535 };
const PROFILES: readonly Base[] = ['cpu', 'gpu'];

/** Rows of the bench, at their full size. */
const PLANNED = [
  'gaussian sigma 2',
  'gaussian sigma 2, volume',
  'sobel magnitude',
  'invert, multiply, add, abs, clamp',
  'median 3 x 3',
  'median 5 x 5, bytes',
  'dilation, square of radius 7',
  'dilation, box of radius 7, volume',
  'uniform filter, 9 x 9',
  'histogram, 256 bins',
  'Otsu’s threshold',
  'canny',
  'label, noise above 0.6',
  'distance transform, volume',
  'gaussian, threshold, label, measure size and place',
  'fourier transform, complex',
  'convolution by Fourier transforms, 65 x 65',
  'total variation, 100 iterations',
  'Richardson-Lucy, 10 steps',
  'convolution layer forwards and backwards',
  'fused chain, operations 20',
];
/** Those that are run, small. */
const RUN = [
  'gaussian sigma 2',
  'invert, multiply, add, abs, clamp',
  'sobel magnitude',
  'median 3 x 3',
  'Otsu’s threshold',
  'label, noise above 0.6',
];

function rowOf(name: string): BenchRow {
  const row = ROWS.find((each) => each.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
}

function nodeOf(row: BenchRow, size: 'small' | 'full'): { image: HostVolume; node: Node } {
  const noise = new HostVolume({ shape: shapeAt(row, size), dtype: row.dtype ?? 'f32' });
  const image = row.given ? new HostVolume({ shape: noise.shape, dtype: row.given(noise).dtype }) : noise;
  const node = row.build?.(image);
  if (!node) throw new Error(`${row.name} describes nothing`);
  return { image, node };
}

/** A row a line, so that a difference is one. */
function text(parts: Readonly<Record<string, Readonly<Record<string, object>>>>): string {
  const lines = Object.entries(parts).map(([part, rows]) => {
    const each = Object.entries(rows).map(([name, counted]) => `  ${JSON.stringify(name)}: ${JSON.stringify(counted)}`);
    return `${JSON.stringify(part)}: {\n${each.join(',\n')}\n}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

test('dispatches, bytes, kernels, allocations and submits are those of counters.json', async () => {
  const context = sharedContext();
  const parts: Record<string, Record<string, object>> = {};
  for (const profile of PROFILES) {
    const engine = new Engine(context, true, LIMITS, profile);
    const planned: Record<string, Counters> = {};
    for (const name of PLANNED) planned[name] = countersOf(await engine.plan(nodeOf(rowOf(name), 'full').node));
    parts[`planned for the profile ${profile}`] = planned;
  }
  const run: Record<string, object> = {};
  for (const name of RUN) {
    using opened = await openEngine();
    const engine = new Engine(opened.context, true, LIMITS, 'cpu');
    const { image, node } = nodeOf(rowOf(name), 'small');
    (await engine.run(source(image))).dispose();
    const before = engine.report();
    (await engine.run(node)).dispose();
    (await engine.run(node)).dispose();
    const after = engine.report();
    run[name] = {
      compiled: after.compiled - before.compiled,
      submits: after.submits - before.submits,
      buffers: after.buffers,
      mostBytes: after.highest,
    };
    engine.forget(image);
    expect(engine.report().inUse).toBeLessThanOrEqual(after.inUse);
  }
  parts['run twice, small, for the profile cpu'] = run;
  await expect(text(parts)).toMatchFileSnapshot('./counters.json');
});
