/** Tables as comma-separated values (RFC 4180): a line of names, then a line a row. What is not finite is written as pandas reads it: nan, inf. */
import { numberAt } from '../core/dtype.js';
import { shortest, type Table } from '../core/table.js';

/**
 * A table as CSV. Numbers of f32 have as many digits as tell them apart; without rows there is the line of names alone.
 * @example
 * encodeCsv(new Table({ x: { dtype: 'f32', data: Float32Array.of(0.1, 2) } })); // 'x\n0.1\n2\n'
 */
export function encodeCsv(table: Table): string {
  const columns = Object.values(table.columns);
  const lines = [table.names.map(quoted).join(',')];
  for (let row = 0; row < table.rows; row++)
    lines.push(columns.map(({ dtype, data }) => written(shortest(dtype, numberAt(dtype, data, row)))).join(','));
  return `${lines.join('\n')}\n`;
}

function written(number: string): string {
  return number.replace('Infinity', 'inf').replace('NaN', 'nan');
}

function quoted(name: string): string {
  return /[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
