/** A drag inside a warmed range compiles nothing and allocates nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArgumentError, CancelledError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type Engine, openEngine } from '../../../src/engine/engine.js';
import { tunable } from '../../../src/engine/tunable.js';
import type { Volume } from '../../../src/engine/volume.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.dispose());

const image = new HostVolume({ shape: { z: 5, y: 20, x: 37 } });
const makeBlur = () => tunable(engine, (params: { sigma: number; truncate?: number }) => gaussian(image, params));

test('warm makes a drag free', async () => {
  const blur = makeBlur();
  // what is on the screen lives until its successor is there: the drag needs no more than that
  let shown: Volume = await blur.run({ sigma: 1 });
  const progress: number[] = [];
  const structures = await blur.warm({ sigma: [0.3, 1.2] }, { sigma: 1 }, { progress: (done) => progress.push(done) });
  // radius = floor(4·sigma + 0.5): 1 to 5
  expect(structures).toBe(5);
  expect(progress.at(-1)).toBe(1);
  const before = engine.report();
  for (let sigma = 0.3; sigma <= 1.2; sigma += 0.0173) {
    const next = await blur.run({ sigma });
    shown.dispose();
    shown = next;
  }
  expect(engine.report()).toMatchObject({
    compiled: before.compiled,
    buffers: before.buffers,
    highest: before.highest,
  });
  // beyond the range there is something to compile: the count above would have told
  (await blur.run({ sigma: 1.5 })).dispose();
  expect(engine.report().compiled).toBeGreaterThan(before.compiled);
  shown.dispose();
});

test('warm refuses a range that is none, and stops when asked to', async () => {
  const blur = makeBlur();
  await expect(blur.warm({ sigma: [2, 1] }, { sigma: 1 })).rejects.toThrow(ArgumentError);
  await expect(blur.warm({ sigma: [1, Number.NaN] }, { sigma: 1 })).rejects.toThrow(ArgumentError);
  const aborted = AbortSignal.abort();
  await expect(blur.warm({ sigma: [1, 2] }, { sigma: 1 }, { signal: aborted })).rejects.toThrow(CancelledError);
});
