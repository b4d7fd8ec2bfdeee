import { expect, test } from 'vitest';
import { Table } from '../../../src/core/table.js';
import { encodeCsv } from '../../../src/io/csv.js';

const f32 = (...data: number[]) => ({ dtype: 'f32' as const, data: Float32Array.from(data) });
const u32 = (...data: number[]) => ({ dtype: 'u32' as const, data: Uint32Array.from(data) });

test('rows in the order of a column; NaN is last either way, equal ones stay as they were', () => {
  const table = new Table({ id: u32(1, 2, 3, 4, 5), size: f32(2, NaN, Infinity, 2, -Infinity) });
  expect([...table.sortedBy('size').column('id')]).toEqual([5, 1, 4, 3, 2]);
  expect([...table.sortedBy('size', 'descending').column('id')]).toEqual([3, 1, 4, 5, 2]);
});

test('csv: as few digits as tell a number apart, and what is not finite as pandas reads it', () => {
  const table = new Table({
    label: u32(4294967295, 0, 1),
    'a,"b"': f32(0.1, -1 / 3, 16777216),
    c: f32(NaN, -Infinity, 1e-20),
  });
  expect(encodeCsv(table)).toBe('label,"a,""b""",c\n4294967295,0.1,nan\n0,-0.33333334,-inf\n1,16777216,1e-20\n');
  for (const value of [0.1, 1 / 3, 2 / 3, 1e30, 1.1754942e-38, 3.4028235e38]) {
    const [, line = ''] = encodeCsv(new Table({ v: f32(value) })).split('\n');
    expect(Math.fround(Number(line))).toBe(Math.fround(value));
  }
});

test('an empty table is a line of names; columns of another length and unknown ones are refused', () => {
  expect(encodeCsv(new Table({ x: f32(), y: f32() }))).toBe('x,y\n');
  expect(() => new Table({ x: f32(1), y: f32() })).toThrow(
    /^table: every column must have 1 rows as the first, got 0$/,
  );
  expect(() => new Table({ x: f32(1) }).column('toString')).toThrow(/^table: columns must be among x, got toString$/);
});
