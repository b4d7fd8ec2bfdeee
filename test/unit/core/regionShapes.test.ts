import { expect, test } from 'vitest';
import { regionShapes } from '../../../src/core/regions/regionShapes.js';
import { Table } from '../../../src/core/table.js';
import { fieldOf } from '../../oracle/index.js';
import { runsTable } from '../../oracle/runs.js';

const measured = (labels: Parameters<typeof fieldOf>, spacing?: Record<string, number>): number[][] => {
  const table = regionShapes(runsTable(fieldOf(...labels)), spacing && { spacing });
  return table.names.map((name) => [...table.column(name)]);
};

/** The longest distance between middles of sides of the voxels of a box. */
function diameter(sides: readonly number[], spacing: readonly number[]): number {
  const corners = sides.reduce<number[][]>(
    (all, side) =>
      all.flatMap((at) => [
        [...at, 0],
        [...at, side - 1],
      ]),
    [[]],
  );
  const middles = corners.flatMap((at) =>
    sides.flatMap((_, axis) =>
      [-0.5, 0.5].map((half) => at.map((place, i) => (place + (i === axis ? half : 0)) * (spacing[i] ?? 1))),
    ),
  );
  return Math.max(
    ...middles.flatMap((p) => middles.map((q) => Math.hypot(...p.map((place, i) => place - (q[i] ?? 0))))),
  );
}

test('boxes in the unit of spacing', () => {
  const spacing = { z: 2.5, y: 1, x: 0.7 };
  for (const [z, y, x] of [
    [2, 3, 4],
    [2, 1, 5],
    [4, 2, 1],
  ] as const) {
    const [, filled, convex, solidity, feret] = measured([{ z, y, x }, Array(z * y * x).fill(9)], spacing);
    expect(filled?.[0]).toBeCloseTo(z * y * x * 1.75, 4);
    expect(convex?.[0]).toBeCloseTo(z * y * x * 1.75, 4);
    expect(solidity).toEqual([1]);
    expect(feret?.[0]).toBeCloseTo(diameter([z, y, x], [2.5, 1, 0.7]), 5);
  }
  const [, filled, , , feret] = measured([{ y: 2, x: 3 }, Array(6).fill(1)], spacing);
  expect(filled?.[0]).toBeCloseTo(4.2, 5);
  expect(feret?.[0]).toBeCloseTo(diameter([2, 3], [1, 0.7]), 5);
});

test('of a region of a volume that lies in one plane the hull, too', () => {
  // a ring of one slice, and a voxel
  const ring = [1, 1, 1, 1, 0, 1, 1, 1, 1];
  const [label, filled, convex, solidity, feret] = measured([
    { z: 2, y: 3, x: 3 },
    [...ring, 0, 0, 0, 0, 0, 0, 0, 2, 0],
  ]);
  expect(label).toEqual([1, 2]);
  // a way leads out of the ring through the other slice
  expect(filled).toEqual([8, 1]);
  expect(convex).toEqual([9, 1]);
  expect(solidity?.[0]).toBeCloseTo(8 / 9, 6);
  expect(feret?.[0]).toBeCloseTo(diameter([1, 3, 3], [1, 1, 1]), 5);
  expect(feret?.[1]).toBe(1);
});

test('a hole is none where a way leads out by a corner', () => {
  const filled = (...labels: Parameters<typeof fieldOf>): number | undefined => measured(labels)[1]?.[0];
  expect(filled({ y: 3, x: 3 }, [0, 1, 0, 1, 0, 1, 0, 1, 0])).toBe(4);
  const shell = Array.from({ length: 27 }, (_, at) => Number(at !== 13));
  expect(filled({ z: 3, y: 3, x: 3 }, shell)).toBe(27);
  for (let gone = 0; gone < 27; gone++)
    if (gone !== 13)
      expect(
        filled(
          { z: 3, y: 3, x: 3 },
          shell.map((one, at) => (at === gone ? 0 : one)),
        ),
      ).toBe(25);
});

test('nothing has no rows; what cannot be is refused', () => {
  expect(regionShapes(runsTable(fieldOf({ y: 2, x: 2 }))).rows).toBe(0);
  expect(() => regionShapes(new Table({}))).toThrow(/columns must be among/);
  expect(() => measured([{ x: 1 }, [1]], { x: 0 })).toThrow(
    /^regionShapes: spacing must be above 0, by axes, got x: 0$/,
  );
});
