/** What goes by the outlines of regions: a table. */
import { AXES, type PerAxis } from '../axes.js';
import { ArgumentError } from '../errors.js';
import { type Column, Table } from '../table.js';
import { candidatesOf, hullRowsOf, sidesOf } from './convex.js';
import { holesOf } from './holes.js';
import { hullCorners, type Point } from './polygon.js';
import { isDeep, type Region, type Row, regionsOf } from './runs.js';

/** The columns, besides `label`. */
export const SHAPES = ['areaFilled', 'areaConvex', 'solidity', 'feretDiameterMax'] as const;

export interface RegionShapeOptions {
  /** Size of a voxel; 1 unless said. */
  readonly spacing?: PerAxis<number>;
}

/**
 * Measures of regions that go by their outlines, of a table of `regionRuns`: a row for each label, ascending, as the rows of `regionprops` are, whose columns they complete.
 *
 * - `label` (u32), and as f32, in the unit of `spacing` where it is given:
 * - `areaFilled`, the area of the region with its holes; a hole is what no way leads out of, corners being ways, whatever labels it has;
 * - `areaConvex`, the area of the voxels whose centres are in the convex hull or on its rim, where a voxel is the middles of its sides (`convex_hull_image`, `offset_coordinates`);
 * - `solidity`, the share of that area that the region has;
 * - `feretDiameterMax`, the longest distance between middles of sides of those voxels, sides that are between voxels of the hull and others.
 *
 * They are scikit-image's in 2-D and 3-D, computed in whole numbers, so that no rounding decides what is on a rim; of regions of a volume that lie in one plane scikit-image 0.19 says that they have no
 * hull. It takes the host, not the GPU: for each region a time that goes with its runs, in 3-D with its rows times the sides of its hull. Throws `ArgumentError` for a table without `label`, `y`, `x` and `length`,
 * and for a spacing that is not above 0.
 * @example
 * import { HostVolume, openEngine, regionprops, regionRuns, regionShapes, Table } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { y: 3, x: 4 }, data: Uint8Array.of(1, 1, 1, 2, 1, 0, 1, 0, 1, 1, 1, 2) });
 * const shapes = regionShapes(await engine.table(regionRuns(labels).label));
 * [...shapes.column('areaFilled')]; // 9, 2
 * [...shapes.column('solidity')]; // 0.8888889, 0.6666667
 * const { label, area } = regionprops(labels);
 * const table = new Table({ ...(await engine.table({ label, area })).columns, ...shapes.columns });
 * table.names; // label, area, areaFilled, areaConvex, solidity, feretDiameterMax
 */
export function regionShapes(runs: Table, { spacing = 1 }: RegionShapeOptions = {}): Table {
  const isVolume = isDeep(runs);
  const side = sidesOfVoxel(spacing);
  const voxel = side.y * side.x * (isVolume ? side.z : 1);
  const regions = regionsOf(runs);
  const rows = regions.map((region) => {
    const hull = hullRowsOf(region, isVolume);
    const convex = hull.reduce((sum, { ends: [from = 0, to = 0] }) => sum + to - from, 0);
    const filled = region.voxels + holesOf(region, isVolume);
    return [filled * voxel, convex * voxel, region.voxels / convex, diameterOf(hull, isVolume, side)] as const;
  });
  const column = (at: 0 | 1 | 2 | 3): Column => ({ dtype: 'f32', data: Float32Array.from(rows, (row) => row[at]) });
  return new Table({
    label: { dtype: 'u32', data: Uint32Array.from(regions, ({ label }: Region) => label) },
    ...Object.fromEntries(SHAPES.map((name, at) => [name, column(at as 0 | 1 | 2 | 3)])),
  });
}

type Sides = Readonly<Record<'z' | 'y' | 'x', number>>;

function sidesOfVoxel(spacing: PerAxis<number>): Sides {
  const given = typeof spacing === 'number' ? { z: spacing, y: spacing, x: spacing } : spacing;
  for (const [axis, size] of Object.entries(given))
    if (!(AXES as readonly string[]).includes(axis) || !(size > 0 && Number.isFinite(size)))
      throw new ArgumentError('regionShapes', 'spacing must be above 0, by axes', `${axis}: ${size}`);
  return { z: 1, y: 1, x: 1, ...given };
}

/** The longest distance between middles of outer sides of the voxels of a hull. */
function diameterOf(hull: readonly Row[], isVolume: boolean, side: Sides): number {
  let most = 0;
  if (!isVolume) {
    const corners = hullCorners(sidesOf(hull));
    corners.forEach(([y, x], at) => {
      for (let other = at + 1; other < corners.length; other++) {
        const [v, u] = corners[other] as Point;
        most = Math.max(most, ((y - v) * side.y) ** 2 + ((x - u) * side.x) ** 2);
      }
    });
    return Math.sqrt(most) / 2;
  }
  const corners = candidatesOf(hull);
  for (const [at, p] of corners.entries())
    for (const q of corners.slice(at)) {
      const apart = [Math.abs(p[0] - q[0]) * side.z, Math.abs(p[1] - q[1]) * side.y, Math.abs(p[2] - q[2]) * side.x];
      // of the two sides along one axis, which are a voxel further apart; of two axes, half a voxel along each, there are none as far apart
      const longer = [side.z, side.y, side.x].map((own, i) => own * (2 * (apart[i] ?? 0) + own));
      most = Math.max(most, apart.reduce((sum, d) => sum + d * d, 0) + Math.max(...longer));
    }
  return Math.sqrt(most);
}
