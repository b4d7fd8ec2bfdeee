import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { paths } from '../../../src/core/paths.js';
import { Engine } from '../../../src/engine/engine.js';
import { contours } from '../../../src/ops/measure/contours.js';
import { build, type Field, fieldOf, levels, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

// also of rows that are repeated until they are wide
const CAPACITY = 1024;
// little in much: what is small then is cut, though all of it is read at random
const spot = build({ y: 40, x: 13 }, ({ y, x }) => Math.fround(5 - Math.hypot(y - 19.2, x - 6.3)));
const nan = randomField({ n: 2, c: 2, z: 2, y: 4, x: 5 }, 3);
nan.data[7] = Number.NaN;
nan.data[68] = Number.POSITIVE_INFINITY;

checkOp(contours, {
  oracle: ([image], params, { mask }) =>
    levels.contours(image as Field, { ...(params as unknown as levels.ContourOptions), mask: mask as Field }, CAPACITY),
  tolerance: { abs: 2e-5, rel: 1e-6, why: 'a quotient of differences in f32' },
  without: { apart: 'there is no border', u8: 'places are no multiples of 255' },
  rows: [
    { name: 'image', inputs: [randomField({ y: 7, x: 13 }, 1)], params: { level: 0.5, capacity: CAPACITY } },
    { name: 'spot', inputs: [spot], params: { level: 2, capacity: CAPACITY } },
    {
      name: 'voxels on the level',
      inputs: [randomIntegers({ y: 9, x: 13 }, 2, 0, 3)],
      params: { level: 1, fullyConnected: 'high', positiveOrientation: 'high', capacity: CAPACITY },
    },
    {
      name: 'slices, NaN and infinity, a mask',
      inputs: [nan],
      optional: { mask: randomIntegers(nan.shape, 5, 0, 9) },
      params: { level: 0.4, capacity: CAPACITY },
    },
    { name: 'one voxel', inputs: [fieldOf({}, [1])], params: { level: 0.5, capacity: CAPACITY } },
  ],
  refuses: [
    [[randomField({ y: 2, x: 2 }, 1)], {}, /^contours: level must be given/],
    [
      [randomField({ y: 2, x: 2 }, 1)],
      { level: 1, capacity: 2 ** 24 },
      /^contours: capacity must be a whole number from 1 to/,
    ],
  ],
});

const ring = new HostVolume({
  shape: { y: 40, x: 50 },
  data: Float32Array.from({ length: 2000 }, (_, at) => Math.hypot((at % 50) - 24.3, Math.floor(at / 50) - 19.8)),
});

test('a circle is one closed curve with its length and area, and grows from a small capacity', async () => {
  const engine = new Engine(sharedContext());
  const told: string[] = [];
  engine.warn = (message) => told.push(message);
  const [circle, ...others] = paths(await engine.table(contours(ring, { level: 12, capacity: 10 }).y));
  expect(others).toEqual([]);
  expect(told).toHaveLength(1);
  if (!circle) throw new Error('no curve');
  expect(circle.closed).toBe(true);
  let [area, length] = [0, 0];
  for (let at = 1; at < circle.x.length; at++) {
    const [x0, y0, x1, y1] = [circle.x[at - 1], circle.y[at - 1], circle.x[at], circle.y[at]].map((v) => v ?? 0) as [
      number,
      number,
      number,
      number,
    ];
    area += (x0 * y1 - x1 * y0) / 2;
    length += Math.hypot(x1 - x0, y1 - y0);
  }
  // what is low lies inside, on the left: against the clock as it is shown, y pointing down
  expect(area).toBeLessThan(0);
  expect(Math.abs(area) / (Math.PI * 144)).toBeCloseTo(1, 2);
  expect(length / (Math.PI * 24)).toBeCloseTo(1, 2);
});

test('a level that nothing crosses has an empty table', async () => {
  const engine = new Engine(sharedContext());
  const table = await engine.table(contours(ring, { level: -1 }).path);
  expect([table.rows, table.names, paths(table)]).toEqual([0, ['path', 'y', 'x'], []]);
});

test('a mask must have the shape of the image', () => {
  const mask = new HostVolume({ shape: { y: 3, x: 3 } });
  expect(() => contours(ring, { level: 1, mask })).toThrow(
    /^contours: mask must have the shape of the image \(y=40 x=50\), got y=3 x=3$/,
  );
});
