/** What the page of learning puts together: maps where its drawing has them, and digits as they are scanned. */
import { expect, test } from 'vitest';
import { atlasOf, ColumnPlan, gapsOf, mapsOf, scaled, scaledTogether } from '../../../examples/learn/atlas.js';
import { scanned } from '../../../examples/learn/paper.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { sharedContext } from '../shared.js';

/** 100 c + 10 y + x + 1. */
const numbered = (c: number, y: number, x: number): HostVolume =>
  new HostVolume({
    shape: { c, y, x },
    data: Float32Array.from(
      { length: c * y * x },
      (_, at) => 100 * Math.floor(at / (y * x)) + 10 * (Math.floor(at / x) % y) + (at % x) + 1,
    ),
  });

test('maps stand in rows, with gaps', async () => {
  const engine = new Engine(await sharedContext());
  using made = await engine.run(atlasOf(source(numbered(6, 2, 3)), 2, 1));
  const atlas = await made.read();
  const gaps = gapsOf(2, 3, 2, 1);
  expect(atlas.shape).toMatchObject({ y: 6, x: 12 });
  expect([0, 4, 8].map((x) => atlas.at({ y: 0, x }))).toEqual([1, 101, 201]);
  expect(atlas.at({ y: 4, x: 6 })).toBe(413);
  // those of squares of 2
  expect(Array.from(gaps.data.subarray(0, 9))).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
  expect(Array.from(gaps.data.subarray(18, 27))).toEqual(new Array(9).fill(1));
});

test('columns of a drawn network lie in the middle, each map where its frame is', async () => {
  const plan = new ColumnPlan([2, 3], 4, 2, 5);
  const engine = new Engine(await sharedContext());
  const columns = [numbered(2, 4, 4), numbered(3, 4, 4)];
  using made = await engine.run(plan.pictureOf(columns.map((column) => source(column))));
  const picture = await made.read();
  const gaps = plan.gaps();
  expect(picture.shape).toEqual(gaps.shape);
  expect([plan.top(0, 0), plan.top(1, 0), plan.left(1)]).toEqual([4, 1, 9]);
  let framed = 0;
  columns.forEach((maps, column) => {
    for (let unit = 0; unit < maps.shape.c; unit++)
      for (let y = 0; y < 4; y++)
        for (let x = 0; x < 4; x++) {
          const place = { y: plan.top(column, unit) + y, x: plan.left(column) + x };
          expect(picture.at(place)).toBe(maps.at({ c: unit, y, x }));
          expect(gaps.at(place)).toBe(0);
          framed++;
        }
  });
  expect(gaps.data.filter((gap) => gap === 0).length).toBe(framed);
});

test('maps of places are images, scaled by themselves or together', async () => {
  const engine = new Engine(await sharedContext());
  const made = new HostVolume({ shape: { n: 4, c: 2 }, data: Float32Array.of(1, -8, 2, 0, 3, 4, 4, 2) });
  const maps = mapsOf(source(made), 2);
  const results = await engine.run({ own: scaled(maps), common: scaledTogether(maps) });
  expect(Array.from((await results.own.read()).data)).toEqual([0.25, 0.5, 0.75, 1, -1, 0, 0.5, 0.25]);
  expect(Array.from((await results.common.read()).data)).toEqual([0.125, 0.25, 0.375, 0.5, -1, 0, 0.5, 0.25]);
  for (const volume of Object.values(results)) volume.dispose();
});

test('a drawing is scanned in the middle and as tall as there is room, wherever it was drawn', () => {
  const slanted = scanned([
    [
      [0.1, 0.2],
      [0.2, 0.4],
    ],
  ]);
  const columns = Array.from({ length: 8 }, (_, x) =>
    slanted.filter((_ink, at) => at % 8 === x).reduce((a, b) => a + b),
  );
  expect(columns.map((ink) => ink > 0)).toEqual([false, true, true, true, true, true, true, false]);
  columns.forEach((ink, x) => {
    expect(ink).toBeCloseTo(columns[7 - x] ?? Number.NaN, 6);
  });
  expect(Math.max(...slanted.subarray(0, 8))).toBeGreaterThan(0.2);
  expect(Math.max(...slanted.subarray(56))).toBeGreaterThan(0.2);
  expect(scanned([])).toEqual(new Float32Array(64));
});
