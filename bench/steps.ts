/** Rows of a series grow until the device or the patience ends: what would not fit, or would take long, is left out and says so. */
import type { Answers } from './messages.js';
import type { RowResult } from './result.js';
import { type BenchRow, shapeAt, voxelsOf } from './row.js';

/** Milliseconds of one call beyond which a series is not followed. */
const LONGEST = 1000;
/** Volumes that a row may hold at a time. */
const HELD = 6;

export class Steps {
  /** Of each series, what one unit of its last member took. */
  private readonly last = new Map<string, { readonly time: number; readonly voxels: number; readonly over?: string }>();

  constructor(private readonly device: Pick<Answers['facts'], 'budget'>) {}

  /** The result of a row that is not measured; undefined of one that is. */
  skips(row: BenchRow): RowResult | undefined {
    if (!row.series) return undefined;
    const shape = shapeAt(row, 'full');
    const voxels = voxelsOf(shape);
    const bytes = 4 * voxels;
    const before = this.last.get(row.series.name);
    const expected = before ? (before.time * voxels) / before.voxels : 0;
    const skipped =
      before?.over ??
      (HELD * bytes > this.device.budget || bytes > 2 ** 32
        ? `${HELD} volumes of ${bytes / 2 ** 20} MiB exceed the memory`
        : expected > LONGEST
          ? `it would take some ${(expected / 1000).toFixed(1)} s`
          : undefined);
    if (!skipped) return undefined;
    return {
      row: row.name,
      shape,
      dtype: row.dtype ?? 'f32',
      series: row.series,
      ...(row.survey && { survey: true }),
      rounds: 0,
      skipped,
      leastBytes: 0,
      peers: {},
    };
  }

  saw({ series }: BenchRow, { ours, shape, skipped }: RowResult): void {
    if (!series) return;
    const voxels = voxelsOf(shape);
    if (skipped) this.last.set(series.name, { time: 0, voxels, over: skipped });
    else if (!ours) this.last.set(series.name, { time: 0, voxels, over: 'the size before could not be measured' });
    else this.last.set(series.name, { time: ours.median, voxels });
  }
}
