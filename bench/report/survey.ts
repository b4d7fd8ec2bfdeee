/** The survey as one table: every operation, what it takes at each size, and how that grows; what is slowest a voxel comes first. */
import type { BenchFile, RowResult } from '../result.js';
import { millisecondsText, short } from './draw.js';
import { wideTable } from './table.js';

interface Surveyed {
  readonly name: string;
  readonly points: readonly { readonly voxels: number; readonly time: number }[];
  /** Nanoseconds a voxel at the largest size. */
  readonly each: number;
  /** The power of the number of voxels with which time grew from the last size but one; small images cost what a call costs. */
  readonly power: number | undefined;
  readonly left: string;
}

function surveyed(name: string, rows: readonly RowResult[]): Surveyed {
  const points = rows.flatMap(({ series, ours }) =>
    series && ours ? [{ voxels: series.value, time: ours.median }] : [],
  );
  const [last, before] = [points.at(-1), points.at(-2)];
  const power = last && before && Math.log(last.time / before.time) / Math.log(last.voxels / before.voxels);
  const left = rows.find(({ ours }) => !ours);
  return {
    name,
    points,
    each: last ? (1e6 * last.time) / last.voxels : Number.POSITIVE_INFINITY,
    power,
    left: left?.skipped ?? left?.errors?.brightfield ?? '',
  };
}

/** Empty where there was no survey. */
export function surveyTables({ results }: BenchFile): string {
  const rows = results.filter(({ survey }) => survey);
  return (['flat', 'deep'] as const)
    .map((kind) => {
      const names = [...new Set(rows.flatMap(({ series }) => (series?.name.endsWith(`, ${kind}`) ? series.name : [])))];
      if (names.length === 0) return '';
      const all = names.map((name) =>
        surveyed(
          name,
          rows.filter(({ series }) => series?.name === name),
        ),
      );
      const sizes = [...new Set(all.flatMap(({ points }) => points.map(({ voxels }) => voxels)))].sort((a, b) => a - b);
      const edge = (voxels: number): string =>
        kind === 'flat' ? `${Math.round(voxels ** (1 / 2))}²` : `${Math.round(voxels ** (1 / 3))}³`;
      const cells = all
        .sort((a, b) => b.each - a.each)
        .map(({ name, points, each, power, left }) => [
          name.slice(0, -`, ${kind}`.length),
          Number.isFinite(each) ? `${short(each)} ns` : '',
          ...sizes.map((size) => {
            const point = points.find(({ voxels }) => voxels === size);
            return point ? millisecondsText(point.time) : '';
          }),
          power === undefined ? '' : power.toFixed(2),
          left,
        ]);
      const title = kind === 'flat' ? 'images' : 'volumes';
      return `<details><summary>Every operation on ${title}: ${names.length}, the slowest a voxel first</summary>${wideTable(
        ['operation', 'a voxel', ...sizes.map(edge), 'grows with the power', 'beyond'],
        cells,
      )}</details>`;
    })
    .join('\n');
}
