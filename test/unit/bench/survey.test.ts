import { HostVolume, OPERATIONS } from 'brightfield';
import { describe, expect, test } from 'vitest';
import { shapeAt } from '../../../bench/row.js';
import { ROWS } from '../../../bench/rows.js';
import { DEEP_ONLY, FLAT_ONLY } from '../../../bench/survey/calls.js';
import { SURVEY } from '../../../bench/survey/rows.js';

describe('the survey describes every operation at every size', () => {
  for (const { operation } of OPERATIONS)
    test(operation, () => {
      for (const kind of ['flat', 'deep']) {
        const rows = SURVEY.filter(({ series }) => series?.name === `${operation}, ${kind}`);
        expect(rows.length).toBe((kind === 'flat' ? DEEP_ONLY : FLAT_ONLY).includes(operation) ? 0 : 5);
        const [row] = rows;
        if (!row) continue;
        expect(row.build?.(new HostVolume({ shape: shapeAt(row, 'full') })).shape.x).toBeGreaterThan(0);
      }
    });
});

test('rows have names of their own', () => {
  const names = ROWS.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
