/** The table of `--time` gives each dispatch its own time, into however many windows it was cut. */
import { expect, test } from 'vitest';
import { timeTable } from '../../../src/cli/timeTable.js';
import { gaussian, openEngine } from '../../../src/index.js';
import { randomField, toHost } from '../../oracle/index.js';

test('a step of several windows has one time', async () => {
  using engine = await openEngine({ maxBinding: 16384 });
  const { volumes, timings, plan } = await engine.profile(
    gaussian(toHost(randomField({ y: 700, x: 50 }, 3)), { sigma: 2 }),
  );
  volumes.dispose();
  const windows = plan.steps.map((step) => (step.kind === 'dispatch' ? step.windows.length : 0));
  expect(windows.every((count) => count > 1)).toBe(true);
  expect(timings.map(({ label }) => label)).toEqual(
    plan.steps.map((step) => (step.kind === 'dispatch' ? step.dispatch.label : '')),
  );
  const known = timings.map(({ label }, at) => ({ label, nanoseconds: 1000 * (at + 1) }));
  const lines = (await timeTable(engine, plan, known)).split('\n').slice(1, -2);
  expect(lines.map((line) => /[\d.]+ [µm]?s(?= )/.exec(line)?.[0])).toEqual(['1.00 µs', '2.00 µs']);
});
