/**
 * The convex hull of a region as scikit-image has it: of the middles of the sides of its voxels (half a voxel from their centres along each axis), and of it the voxels whose centres are in it or on its rim. All in
 * halves of voxels, whole numbers.
 */
import { chainAt, hullChains, hullCorners, type Point } from './polygon.js';
import { hullOf, type Point3 } from './polyhedron.js';
import type { Region, Row } from './runs.js';

/** The hull of a region, row by row: one run each. */
export function hullRowsOf(region: Region, isVolume: boolean): Row[] {
  return isVolume ? rowsOfVolume(region.rows) : rowsOfPlane(region.rows);
}

const firstOf = ({ ends }: Row): number => ends[0] ?? 0;
const lastOf = ({ ends }: Row): number => (ends.at(-1) ?? 0) - 1;

/** All middles of sides of the first and last voxels of rows, in half voxels: two along each axis. */
export function sidesOf(rows: readonly Row[]): Point[] {
  return rows.flatMap((row): Point[] => {
    const [y, first, last] = [2 * row.y, 2 * firstOf(row), 2 * lastOf(row)];
    return [
      [y, first - 1],
      [y, last + 1],
      [y - 1, first],
      [y + 1, first],
      [y - 1, last],
      [y + 1, last],
    ];
  });
}

function rowsOfPlane(rows: readonly Row[]): Row[] {
  const [low, high] = hullChains(sidesOf(rows));
  const { y: begin } = rows[0] as Row;
  const { y: end } = rows.at(-1) as Row;
  return Array.from({ length: end - begin + 1 }, (_, at): Row => {
    const y = begin + at;
    const [least, under] = chainAt(low, 2 * y);
    const [most, over] = chainAt(high, 2 * y);
    return { z: 0, y, ends: [Math.ceil(least / (2 * under)), Math.floor(most / (2 * over)) + 1] };
  }).filter(({ ends: [from = 0, to = 0] }) => to > from);
}

/** Centres of voxels that can be corners of the hull of rows: those of the hulls of slices. */
export function candidatesOf(rows: readonly Row[]): Point3[] {
  const slices = new Map<number, Point[]>();
  for (const row of rows) {
    const slice = slices.get(row.z) ?? [];
    slices.set(row.z, slice);
    slice.push([row.y, firstOf(row)], [row.y, lastOf(row)]);
  }
  const points = [...slices].flatMap(([z, slice]) => hullCorners(slice).map(([y, x]): Point3 => [z, y, x]));
  return hullOf(points)?.corners ?? points;
}

function rowsOfVolume(rows: readonly Row[]): Row[] {
  const sides = candidatesOf(rows).flatMap(([z, y, x]): Point3[] => [
    [2 * z - 1, 2 * y, 2 * x],
    [2 * z + 1, 2 * y, 2 * x],
    [2 * z, 2 * y - 1, 2 * x],
    [2 * z, 2 * y + 1, 2 * x],
    [2 * z, 2 * y, 2 * x - 1],
    [2 * z, 2 * y, 2 * x + 1],
  ]);
  const planes = hullOf(sides)?.planes ?? [];
  const [y0, y1] = rows.reduce(([low, high], { y }) => [Math.min(low, y), Math.max(high, y)], [2 ** 31, 0]);
  const found: Row[] = [];
  for (let z = rows[0]?.z ?? 0; z <= (rows.at(-1)?.z ?? 0); z++)
    for (let y = y0; y <= y1; y++) {
      let [from, to] = [0, 2 ** 31];
      for (const { normal, offset } of planes) {
        const room = offset - 2 * (normal[0] * z + normal[1] * y);
        if (normal[2] > 0) to = Math.min(to, Math.floor(room / (2 * normal[2])) + 1);
        else if (normal[2] < 0) from = Math.max(from, Math.ceil(room / (2 * normal[2])));
        else if (room < 0) to = from;
      }
      if (to > from) found.push({ z, y, ends: [from, to] });
    }
  return found;
}
