/** A recipe computed while it is turned: the newest numbers only, and nothing compiled where that was done beforehand. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findOperation } from '../../../src/catalogue.js';
import {
  argwhere,
  type Engine,
  gaussian,
  greater,
  median,
  openEngine,
  source,
  thresholdOtsu,
  type Volume,
} from '../../../src/index.js';
import * as recipe from '../../../src/view/recipe/index.js';
import { Kept } from '../../../src/view/recipe/kept.js';
import { intervalsOf } from '../../../src/view/window.js';
import { randomField, toHost } from '../../oracle/index.js';

let engine: Engine;
let image: Volume;
const host = toHost(randomField({ y: 300, x: 310 }, 3));

beforeAll(async () => {
  engine = await openEngine();
  image = await engine.upload(host);
});

afterAll(() => engine.dispose());

const blurred = recipe.addStep(recipe.EMPTY_RECIPE, gaussian);
const masked = recipe.addStep(recipe.addStep(blurred, thresholdOtsu), greater, {
  inputs: ['gaussian', recipe.PREVIOUS],
});
const sigma = (value: number): recipe.Recipe => recipe.setParam(masked, 'gaussian', 'sigma', value);

interface Told {
  readonly live: recipe.LivePipeline;
  readonly results: recipe.LiveResult[];
  readonly problems: string[];
  readonly states: string[];
}

function opened(): Told {
  const told = { results: [] as recipe.LiveResult[], problems: [] as string[], states: [] as string[] };
  const live = new recipe.LivePipeline(engine, {
    sources: { image },
    onResult: (result) => told.results.push(result),
    onGraph: ({ problems }) => told.problems.push(...problems.values()),
    onError: (cause) => told.problems.push(`${cause}`),
    onWarm: (state) => told.states.push(state),
  });
  return { live, ...told };
}

test('the newest numbers are computed, and a drag of what was warmed compiles and allocates nothing', async () => {
  const { live, results, problems, states } = opened();
  const focus = { id: 'gaussian', sliders: { sigma: { min: 0.5, max: 2, step: 0.01, value: 1 } } };
  live.update({ recipe: sigma(1), focus });
  await expect.poll(() => states.at(-1), { timeout: 60_000 }).toBe('done');
  const { compiled, buffers } = engine.report();
  for (let value = 50; value <= 200; value++) live.update({ recipe: sigma(value / 100), focus, settled: false });
  await expect.poll(() => results.at(-1)?.wanted.recipe, { timeout: 60_000 }).toEqual(sigma(2));
  expect(results.length).toBeLessThan(100);
  expect(engine.report()).toMatchObject({ compiled, buffers });
  const shown = results.at(-1);
  using expected = await engine.run(
    greater(gaussian(image, { sigma: 2 }), thresholdOtsu(gaussian(image, { sigma: 2 }))),
  );
  expect((await shown?.volume.read())?.data).toEqual((await expected.read()).data);
  expect(shown).toMatchObject({ range: [0, 1], window: [0, 1] });
  expect(results.at(-2)?.volume.disposed).toBe(true);
  expect(problems).toEqual([]);
  live.dispose();
  expect(shown?.volume.disposed).toBe(true);
});

test('what is wrong is told, and what was shown stays', async () => {
  const { live, results, problems } = opened();
  live.update({ recipe: sigma(1), view: 'image' });
  await expect.poll(() => results.length).toBe(1);
  expect(results[0]?.volume).toBe(image);
  live.update({ recipe: sigma(-1) });
  expect(problems).toEqual([expect.stringMatching(/^gaussian: sigma must be/)]);
  // another step is well
  live.update({ recipe: recipe.addStep(sigma(-1), median, { inputs: ['image'] }), view: 'median' });
  await expect.poll(() => results.length).toBe(2);
  live.dispose();
  expect(image.disposed).toBe(false);
});

test('a late step is tuned without the steps before it, and never of stale ones', async () => {
  const { live, results, problems } = opened();
  const run = vi.spyOn(engine, 'run');
  const withNumber = (size: number, level: number): recipe.Recipe =>
    recipe.setFeed(
      recipe.addStep(recipe.setParam(late, 'median', 'footprint', { disk: size }), greater),
      'greater',
      1,
      level,
    );
  const late = recipe.addStep(recipe.addStep(recipe.EMPTY_RECIPE, median), gaussian);
  const focus = { id: 'greater', sliders: {} };
  const shown = async (next: recipe.Recipe, settled = true): Promise<void> => {
    live.update({ recipe: next, focus, settled });
    await expect.poll(() => results.at(-1)?.wanted.recipe, { timeout: 60_000 }).toBe(next);
  };
  /** What the last frame computed, and whether it is what is computed anew. */
  const plan = () => engine.explain(run.mock.calls.at(-1)?.[0] as Parameters<typeof engine.run>[0]);
  const isRight = async (size: number, level: number, of: Volume): Promise<void> => {
    using expected = await engine.run(
      greater(gaussian(median(of, { footprint: { disk: size } }), { sigma: 1 }), level),
    );
    expect((await results.at(-1)?.volume.read())?.data).toEqual((await expected.read()).data);
  };
  await shown(withNumber(3, 0));
  const whole = greater(gaussian(median(image, { footprint: { disk: 3 } }), { sigma: 1 }), 0);
  expect(await engine.explain(whole)).toMatch(/median(.|\n)*gaussian/);
  await shown(withNumber(3, 0.25), false);
  expect(await plan()).not.toMatch(/median|gaussian/);
  await isRight(3, 0.25, image);
  // what the number is compared with is told, too
  using blurred = await engine.run(gaussian(median(image, { footprint: { disk: 3 } }), { sigma: 1 }));
  using sample = await engine.run(recipe.sampleOf(source(blurred)));
  expect(results.at(-1)?.compared?.data).toEqual((await sample.read()).data);
  // an earlier step is turned: once as it comes, then kept again
  await shown(withNumber(2, 0.25), false);
  await isRight(2, 0.25, image);
  await shown(withNumber(2, 0.5), false);
  await shown(withNumber(2, 0.75), false);
  expect(await plan()).not.toMatch(/median|gaussian/);
  await isRight(2, 0.75, image);
  // and of another image
  using other = await engine.upload(toHost(randomField({ y: 300, x: 310 }, 4)));
  live.sources = { image: other };
  await shown(withNumber(2, 0.5));
  await isRight(2, 0.5, other);
  expect(problems).toEqual([]);
  live.dispose();
  run.mockRestore();
});

test('what is kept of earlier steps is bounded', async () => {
  const list = recipe.addStep(recipe.addStep(recipe.addStep(recipe.EMPTY_RECIPE, median), gaussian), thresholdOtsu);
  const tuned = { recipe: list, sources: { image }, id: 'thresholdOtsu', view: 'thresholdOtsu' };
  const { signal } = new AbortController();
  const bytes = 300 * 310 * 4;
  using kept = new Kept(engine, findOperation, bytes);
  expect([...(await kept.before(tuned, true, signal)).keys()]).toEqual(['gaussian']);
  const held = kept.volumes.get('gaussian');
  using none = new Kept(engine, findOperation, bytes - 1);
  expect((await none.before(tuned, true, signal)).size).toBe(0);
  // nothing that is not tuned any more
  expect((await kept.before(undefined, true, signal)).size).toBe(0);
  expect(held?.disposed).toBe(true);
});

test('a table is told with its rows', async () => {
  const { live, results } = opened();
  live.update({ recipe: recipe.addStep(masked, argwhere) });
  await expect.poll(() => results.length, { timeout: 60_000 }).toBe(1);
  using mask = await engine.run(greater(gaussian(image), thresholdOtsu(gaussian(image))));
  const { data } = await mask.read();
  expect(results[0]?.table?.rows).toBe(data.filter((voxel) => voxel !== 0).length);
  live.dispose();
});

test('a grey window holds nearly all of a sample, and leaves out what is not finite', () => {
  const data = Float32Array.from({ length: 1000 }, (_, at) => (at === 0 ? 1e9 : at === 1 ? Number.NaN : at / 10));
  expect(intervalsOf({ ...host, data } as never)).toEqual({
    range: [expect.closeTo(0.2, 6), 1e9],
    window: [0.7, 99.5],
  });
});
