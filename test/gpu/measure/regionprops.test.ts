import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { regionprops } from '../../../src/ops/measure/regionprops.js';
import { type Field, fieldOf, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { regionprops as oracle } from '../../oracle/regions.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const CAPACITY = 48;

/** Patches of labels that touch, askew. */
function patches(shape: { z?: number; y: number; x: number }, seed: number, most: number): Field {
  const few = randomIntegers({ z: 3, y: 6, x: 40 }, seed, 0, most);
  const { z = 1, y, x } = shape;
  return fieldOf(
    shape,
    Array.from({ length: z * y * x }, (_, at) => {
      const row = Math.floor(at / x) % y;
      const column = (at % x) + (row % 3);
      return few.data[(Math.floor(at / x / y) * 6 + Math.floor(row / 3)) * 40 + Math.floor(column / 5)] ?? 0;
    }),
  );
}

/** Of the second label as bright as its moments of third order in f32 nearly can be, elsewhere dark. */
function dark(labels: Field): Field {
  return { ...labels, data: labels.data.map((label, at) => (label === 2 ? 2 ** 98 : 0.01) * (1 + (at % 7))) };
}

/** Regions of about nine voxels in any direction. */
const cloud = randomIntegers({ z: 7, y: 8, x: 9 }, 7, 0, 55);
const scattered: Field = { ...cloud, data: cloud.data.map((label) => (label > 40 ? 0 : label)) };

checkOp(regionprops, {
  oracle: ([labels], { spacing = 1 }, { intensity }) => {
    const one = (axis: 'z' | 'y' | 'x'): number =>
      typeof spacing === 'number' ? spacing : ((spacing as Record<string, number>)[axis] ?? 1);
    return oracle(labels as Field, {
      spacing: [one('z'), one('y'), one('x')],
      capacity: CAPACITY,
      intensity: intensity as Field | undefined,
    });
  },
  tolerance: {
    abs: 2e-4,
    rel: 1e-5,
    why: 'sums are exact; f32 of places up to 100 and of moments near 0, a few roundings',
  },
  without: {
    f16: 'floats are refused',
    u8: 'labels are no multiples of 255',
    apart: 'there is no border',
    batch: 'n and c are refused',
  },
  rows: [
    {
      name: 'a plane',
      inputs: [patches({ y: 13, x: 83 }, 1, 17)],
      optional: { intensity: randomField({ y: 13, x: 83 }, 2, -100, 900) },
      params: { capacity: CAPACITY, spacing: 0.5 },
      tolerance: { abs: 2e-4, rel: 3e-5, why: "the last of Hu's invariants are products of six moments" },
      dtype: 'u8',
      without: ['unfused'],
    },
    {
      name: 'a volume of longer rows than a run',
      inputs: [patches({ z: 3, y: 7, x: 131 }, 3, 19)],
      optional: { intensity: randomIntegers({ z: 3, y: 7, x: 131 }, 4, 0, 60000) },
      params: { capacity: CAPACITY },
      dtype: 'i32',
    },
    {
      name: 'negative labels, and what is not finite',
      inputs: [fieldOf({ y: 2, x: 6 }, [3, 3, 0, -5, 9, 9, 1, 1, 0, -5, 9, 4])],
      optional: { intensity: fieldOf({ y: 2, x: 6 }, [1, NaN, 7, 8, 2, Infinity, 5, 5, 0, 0, 1, -1]) },
      params: { capacity: CAPACITY },
      dtype: 'i32',
    },
    {
      // rims that touch themselves; and dark regions beside a bright one
      name: 'pores',
      inputs: [randomIntegers({ y: 11, x: 37 }, 5, 0, 2)],
      optional: { intensity: dark(randomIntegers({ y: 11, x: 37 }, 5, 0, 2)) },
      params: { capacity: CAPACITY },
      dtype: 'i32',
    },
    {
      name: 'scattered voxels',
      inputs: [scattered],
      params: { capacity: CAPACITY },
      tolerance: {
        abs: 2e-3,
        rel: 1e-5,
        why: 'the root of an eigenvalue that is 0 but for rounding, of a matrix up to 10',
      },
      dtype: 'i32',
    },
    { name: 'nothing', inputs: [fieldOf({ y: 3, x: 5 })], params: { capacity: CAPACITY }, dtype: 'i32' },
    { name: 'one voxel', inputs: [fieldOf({}, [7])], params: { capacity: CAPACITY }, dtype: 'i32' },
  ],
  refuses: [
    [
      [randomField({ x: 3 }, 1)],
      {},
      /^regionprops: labels must be of whole numbers \(compare or cast them first\), got f32$/,
    ],
    [[new HostVolume({ shape: { c: 2, y: 3, x: 3 }, dtype: 'u8' })], {}, /labels must be one image or volume/],
  ],
});

test('spacing that differs along the axes: moments and surfaces are in its unit', async () => {
  const engine = new Engine(sharedContext());
  // an ellipsoid that is a ball of radius 9 in space
  const [z, y, x] = [9, 21, 31];
  const spacing = { z: 2.5, y: 1, x: 0.7 };
  const data = Uint8Array.from({ length: z * y * x }, (_, at) => {
    const d = [
      (Math.floor(at / x / y) - 4) * spacing.z,
      ((Math.floor(at / x) % y) - 10) * spacing.y,
      ((at % x) - 15) * spacing.x,
    ];
    return Number(Math.hypot(...d) <= 9);
  });
  const { area, surfaceArea, axisMajorLength, axisMinorLength, centroidZ } = regionprops(
    new HostVolume({ shape: { z, y, x }, data }),
    { spacing },
  );
  const table = await engine.table({ area, surfaceArea, axisMajorLength, axisMinorLength, centroidZ });
  const of = (name: string): number => table.column(name)[0] ?? 0;
  expect(of('area') / ((4 / 3) * Math.PI * 729)).toBeCloseTo(1, 1);
  expect(of('surfaceArea') / (4 * Math.PI * 81)).toBeCloseTo(1, 1);
  expect(of('axisMajorLength') / 18).toBeCloseTo(1, 1);
  expect(of('axisMinorLength') / 18).toBeCloseTo(1, 1);
  expect(of('centroidZ')).toBeCloseTo(10, 5);
});

/** Blobs askew, none of which is the same from both sides. */
const skewed = patches({ y: 26, x: 83 }, 11, 15);

test("Hu's invariants and moments of third order to five digits of what sizes let them be", async () => {
  const engine = new Engine(sharedContext());
  const labels = new HostVolume({ ...toHost(skewed), dtype: 'u8', data: Uint8Array.from(skewed.data) });
  const names = [0, 1, 2, 3, 4, 5, 6].map((at) => `momentsHu${at}`);
  const columns = [...names, 'momentsNormalizedXXY', 'momentsCentralXXX', 'momentsNormalizedXX', 'momentsCentralXX'];
  const all = regionprops(labels, { capacity: CAPACITY });
  const table = await engine.table(Object.fromEntries(columns.map((name) => [name, all[name as 'label']])));
  const wanted = oracle(skewed, { spacing: [1, 1, 1], capacity: CAPACITY });
  const of = (name: string, row: number): number => wanted[name]?.data[row] ?? Number.NaN;
  // products of how many normalized moments of second and third order they are
  const orders = [1, 2, 3, 3, 6, 4, 6];
  for (let row = 0; row < (wanted.count?.data[0] ?? 0); row++) {
    const size = of('momentsHu0', row);
    const check = (name: string, scale: number): void =>
      expect(Math.abs((table.column(name)[row] ?? Number.NaN) - of(name, row)) / scale, `${name} ${row}`).toBeLessThan(
        1e-5,
      );
    for (const [at, name] of names.entries()) check(name, size ** (orders[at] ?? 0));
    check('momentsNormalizedXXY', size ** 1.5);
    check('momentsCentralXXX', of('momentsCentralXX', row) ** 1.5);
  }
});

test('moments of intensities to five digits beside one voxel that is a million times as bright, in the unit of spacing', async () => {
  const engine = new Engine(sharedContext());
  const [z, y, x] = [3, 9, 300];
  const spacing = { z: 2.5, y: 1, x: 0.7 };
  const labels = patches({ z, y, x }, 22, 2);
  const hot = labels.data.findIndex((label, at) => at > 700 && label > 0);
  const dim = randomField({ z, y, x }, 21, 1, 2);
  const light = { ...dim, data: dim.data.map((value, at) => (at === hot ? 1e6 : value)) };
  const all = regionprops(new HostVolume({ ...toHost(labels), dtype: 'u8', data: Uint8Array.from(labels.data) }), {
    intensity: toHost(light),
    spacing,
    capacity: CAPACITY,
  });
  const wanted = oracle(labels, { spacing: [2.5, 1, 0.7], capacity: CAPACITY, intensity: light });
  const names = Object.keys(all).filter((name) => /^moments(Weighted|WeightedCentral)?[XYZ]+$/.test(name));
  const table = await engine.table(Object.fromEntries(names.map((name) => [name, all[name as 'label']])));
  expect(names).toHaveLength(19 + 19 + 16);
  const of = (name: string, row: number): number => wanted[name]?.data[row] ?? Number.NaN;
  for (const name of names)
    for (let row = 0; row < (wanted.count?.data[0] ?? 0); row++) {
      // of an odd power as much as there is on both sides
      const axes = name.replace(/^.*[a-z]/, '');
      const squares = [...axes].map((axis) => of(name.replace(/[XYZ]+$/, axis + axis), row));
      const scale = name.includes('Central')
        ? Math.sqrt(squares.reduce((a, b) => a * b)) / of('intensitySum', row) ** (axes.length / 2 - 1)
        : Math.abs(of(name, row));
      expect(Math.abs((table.column(name)[row] ?? Number.NaN) - of(name, row)) / scale, `${name} ${row}`).toBeLessThan(
        1e-5,
      );
    }
});

test('moments of third order of places beyond 64 bits', async () => {
  const engine = new Engine(sharedContext());
  const length = 2 ** 24;
  const data = new Uint8Array(length);
  data.set([1, 1], 0);
  data.set([1], length - 1);
  const labels = new HostVolume({ shape: { x: length }, data });
  const table = await engine.table(regionprops(labels, { capacity: 1 }).momentsCentralXXX);
  const places = [0, 1, length - 1];
  const mean = length / 3;
  const third = places.reduce((sum, place) => sum + (place - mean) ** 3, 0);
  expect((table.column('momentsCentralXXX')[0] ?? 0) / third).toBeCloseTo(1, 5);
});

test('labels above the capacity: told, and measured after all', async () => {
  const engine = new Engine(sharedContext());
  const told: string[] = [];
  engine.warn = (message) => told.push(message);
  const labels = new HostVolume({ shape: { y: 1, x: 40 }, data: Uint16Array.from({ length: 40 }, (_, at) => 3 * at) });
  const table = await engine.table(regionprops(labels, { capacity: 8 }).label);
  const far = new HostVolume({ shape: { x: 2 }, data: Uint32Array.of(4e9, 1) });
  await expect(engine.table(regionprops(far).label)).rejects.toThrow(
    /^regionprops: there must be room for what is found: capacity must be .* \(relabelSequential makes labels small\), got 4000000000$/,
  );
  expect([...table.column('label')]).toEqual(Array.from({ length: 39 }, (_, at) => 3 * at + 3));
  expect(told).toEqual([
    expect.stringMatching(/^regionprops: a capacity of at least 117 is needed, got 8; it runs again with 128/),
  ]);
});

test('what has no meaning is not there, and says so', () => {
  const labels = toHost(fieldOf({ y: 2, x: 2 }, [1, 1, 2, 2]));
  const whole = new HostVolume({ ...labels, dtype: 'u8', data: Uint8Array.from(labels.data) });
  expect(() => regionprops(whole).surfaceArea).toThrow(/^regionprops: outputs of these inputs must be among label, /);
  expect(() => regionprops(whole).intensityMean).toThrow(/got intensityMean$/);
  expect(() => regionprops(whole, { spacing: { y: 2, x: 1 } }).perimeter).toThrow(/got perimeter$/);
  const long = new HostVolume({ shape: { x: 2 ** 19 }, dtype: 'u8' });
  expect(() => regionprops(long, { intensity: long }).momentsWeightedX).toThrow(/got momentsWeightedX$/);
  const other = new HostVolume({ shape: { y: 3, x: 2 } });
  const positional = regionprops as unknown as (...args: unknown[]) => unknown;
  for (const args of [[other], [other, { capacity: 8 }], [gaussian(other)]])
    expect(() => positional(whole, ...args)).toThrow(
      /^regionprops: a further volume must be named among the options, \{ intensity \}, got /,
    );
  expect(() => regionprops(whole, { intensity: other })).toThrow(
    /^regionprops: intensity must be of the labels' shape, y=2 x=2, got y=3 x=2$/,
  );
});
