/** The voxels of regions: a table. */
import { type Column, Table } from '../table.js';
import { isDeep, regionsOf } from './runs.js';

/**
 * The voxels of regions, of a table of `regionRuns`: a row for each, by ascending label and in the order of memory within each, as `coords` of `skimage.measure.regionprops`. Columns (u32) are `label`, in
 * a volume `z`, `y` and `x`. Throws `ArgumentError` for a table without `label`, `y`, `x` and `length`.
 * @example
 * import { HostVolume, openEngine, regionCoords, regionRuns } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { y: 2, x: 3 }, data: Uint8Array.of(2, 1, 1, 2, 0, 1) });
 * const voxels = regionCoords(await engine.table(regionRuns(labels).label));
 * [...voxels.column('label')]; // 1, 1, 1, 2, 2
 * [...voxels.column('y')]; // 0, 0, 1, 0, 1
 * [...voxels.column('x')]; // 1, 2, 2, 0, 0
 */
export function regionCoords(runs: Table): Table {
  const regions = regionsOf(runs);
  const voxels = regions.reduce((sum, region) => sum + region.voxels, 0);
  const [label, z, y, x] = Array.from({ length: 4 }, () => new Uint32Array(voxels)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  let at = 0;
  for (const region of regions)
    for (const row of region.rows)
      for (let run = 0; run < row.ends.length; run += 2)
        for (let place = row.ends[run] ?? 0; place < (row.ends[run + 1] ?? 0); place++) {
          label[at] = region.label;
          z[at] = row.z;
          y[at] = row.y;
          x[at++] = place;
        }
  const column = (data: Uint32Array): Column => ({ dtype: 'u32', data });
  return new Table({
    label: column(label),
    ...(isDeep(runs) && { z: column(z) }),
    y: column(y),
    x: column(x),
  });
}
