/** Rank filters: sort the voxels under a footprint and take one. NaN where there is a NaN. scipy.ndimage's windows. */
import { fitted, offsetsOf } from '../../src/core/footprint.js';
import { footprint as footprintOf } from '../../src/core/footprintParam.js';
import { at, type BorderOptions, borderIndex, build, type Field, itemAt } from './field.js';

export interface RankOptions extends BorderOptions {
  /** As an operation takes it; a box of 3 unless said. */
  readonly footprint?: unknown;
}

function ranked(x: Field, options: RankOptions, rankOf: (count: number) => number): Field {
  const { footprint = { box: 3 }, border = 'reflect', value = 0 } = options;
  const read = footprintOf('').parse(footprint, (must, got) => {
    throw new Error(`${must}, got ${got}`);
  });
  const offsets = offsetsOf(fitted(read, x.shape));
  return build(x.shape, (position) => {
    const found = offsets.map((by) => {
      const z = borderIndex(position.z + by.z, x.shape.z, border);
      const y = borderIndex(position.y + by.y, x.shape.y, border);
      const i = borderIndex(position.x + by.x, x.shape.x, border);
      const outside = z === undefined || y === undefined || i === undefined;
      return outside ? value : at(x, { ...position, z, y, x: i });
    });
    if (found.some(Number.isNaN)) return Number.NaN;
    return itemAt(Float64Array.from(found).sort(), rankOf(found.length));
  });
}

/** The upper median of an even count. */
export function median(x: Field, options: RankOptions = {}): Field {
  return ranked(x, options, (count) => Math.floor(count / 2));
}

/** Rank floor(count · percentile / 100), the last one for 100. */
export function percentileFilter(x: Field, { percentile = 50, ...box }: RankOptions & { percentile?: number }): Field {
  const share = percentile < 0 ? percentile + 100 : percentile;
  return ranked(x, box, (count) => Math.min(count - 1, Math.floor((count * share) / 100)));
}

/** Rank 0 is the least; negative ranks count from the greatest. */
export function rankFilter(x: Field, { rank, ...box }: RankOptions & { rank: number }): Field {
  return ranked(x, box, (count) => (rank < 0 ? rank + count : rank));
}
