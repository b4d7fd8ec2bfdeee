/** The ranges of a reach hold every position that the borders really read, and no more than they may. */
import { expect, test } from 'vitest';
import { type Range, reachedRanges } from '../../../src/engine/ranges.js';
import { BORDERS, borderIndex } from '../../oracle/index.js';

const LENGTH = 7;
const has = (ranges: readonly Range[], i: number): boolean => ranges.some(([lo, hi]) => i >= lo && i < hi);

test.each(BORDERS)('%s', (border) => {
  for (const scale of [1, -1])
    for (let offset = -20; offset <= 20; offset++)
      for (const [before, after] of [
        [0, 0],
        [2, 0],
        [1, 3],
      ] as const)
        for (let lo = 0; lo < 5; lo++)
          for (let hi = lo + 1; hi <= 6; hi++) {
            const clamps = border === 'nearest' || border === 'constant';
            const ranges = reachedRanges(
              LENGTH,
              { from: 'y', scale, offset, before, after, wraps: border === 'wrap', ...(clamps && { clamps }) },
              [lo, hi],
            );
            for (const [from, to] of ranges) expect(from >= 0 && from < to && to <= LENGTH).toBe(true);
            for (let o = lo; o < hi; o++)
              for (let k = -before; k <= after; k++) {
                const read = borderIndex(scale * o + offset + k, LENGTH, border);
                if (read !== undefined && !has(ranges, read))
                  throw new Error(
                    `[${lo}, ${hi}) by ${scale} + ${offset} reads ${read}, not in ${JSON.stringify(ranges)}`,
                  );
              }
          }
});

test('inside the volume nothing is read beyond the reach', () => {
  const reach = { from: 'y', scale: 1, offset: 2, before: 1, after: 0, wraps: false } as const;
  expect(reachedRanges(100, reach, [10, 12])).toEqual([[11, 14]]);
  expect(reachedRanges(100, { ...reach, scale: -1, offset: 99 }, [10, 12])).toEqual([[87, 90]]);
});

test('what lies on the other side of a volume is not bound', () => {
  const reach = { from: 'y', scale: 1, offset: -500, before: 0, after: 0, wraps: false, clamps: true } as const;
  expect(reachedRanges(100, reach, [0, 20])).toEqual([[0, 1]]);
  expect(reachedRanges(100, { ...reach, wraps: true }, [0, 20])).toEqual([[0, 20]]);
});
