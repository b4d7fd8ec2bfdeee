/** A table in the host's memory: rows of named columns, as regions, peaks and vertices come back. */
import { DTYPES, type DType, hostArray, numberAt, type TypedArray } from './dtype.js';
import { ArgumentError } from './errors.js';

/** A column: its type, and a number for each row. */
export interface Column {
  readonly dtype: DType;
  readonly data: TypedArray;
}

/**
 * Named columns of equal length, in the order in which they are written. There may be no rows. Throws `ArgumentError` where the columns differ in length.
 * @example
 * const cells = new Table({ label: { dtype: 'u32', data: Uint32Array.of(1, 2) }, area: { dtype: 'f32', data: Float32Array.of(7, 40.5) } });
 * cells.rows; // 2
 * cells.column('area')[1]; // 40.5
 * cells.sortedBy('area', 'descending').column('label')[0]; // 2
 */
export class Table {
  readonly rows: number;

  constructor(readonly columns: Readonly<Record<string, Column>>) {
    const lengths = Object.values(columns).map(({ data }) => data.length);
    this.rows = lengths[0] ?? 0;
    const other = lengths.find((length) => length !== this.rows);
    if (other !== undefined)
      throw new ArgumentError('table', `every column must have ${this.rows} rows as the first`, `${other}`);
  }

  /** The names of the columns, in order. */
  get names(): readonly string[] {
    return Object.keys(this.columns);
  }

  /** The numbers of a column. Throws `ArgumentError` where there is none of that name. */
  column(name: string): TypedArray {
    return this.columnOf(name).data;
  }

  /** The same rows in the order of a column's numbers: equal ones as they were, NaN last. Throws as `column`. */
  sortedBy(name: string, direction: 'ascending' | 'descending' = 'ascending'): Table {
    const { dtype, data } = this.columnOf(name);
    const sign = direction === 'ascending' ? 1 : -1;
    const keys = Array.from(data, (_, row) => numberAt(dtype, data, row));
    const before = (a: number, b: number): number => {
      const [p, q] = [keys[a] ?? 0, keys[b] ?? 0];
      if (Number.isNaN(p) || Number.isNaN(q)) return Number(Number.isNaN(p)) - Number(Number.isNaN(q));
      // not their difference: infinities have none
      return sign * (Number(p > q) - Number(p < q));
    };
    const order = keys.map((_, row) => row).sort(before);
    const sorted = Object.entries(this.columns).map(([key, column]) => {
      const taken = hostArray(column.dtype, this.rows);
      for (const [row, from] of order.entries()) taken[row] = column.data[from] ?? 0;
      return [key, { dtype: column.dtype, data: taken }] as const;
    });
    return new Table(Object.fromEntries(sorted));
  }

  private columnOf(name: string): Column {
    const column = Object.hasOwn(this.columns, name) ? this.columns[name] : undefined;
    if (!column) throw new ArgumentError('table', `columns must be among ${this.names.join(', ')}`, name);
    return column;
  }
}

/** A number of a type, in as few digits as tell it apart from all others of that type. */
export function shortest(dtype: DType, value: number): string {
  if (DTYPES[dtype].kind !== 'float' || !Number.isFinite(value)) return `${value}`;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return `${short}`;
  }
  return `${Number(value.toPrecision(9))}`;
}
