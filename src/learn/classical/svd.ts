/**
 * Singular values of a table in 64 bits: what least squares and principal components are made of. Reflections first bring a tall table to a
 * triangle (Householder 1958), whose columns are then turned until they stand at right angles (Hestenes 1958): small singular values keep their digits.
 */
import type { Matrix } from './table.js';

/** A = U S Vᵀ, without U: singular values descending, right singular vectors as rows, and Uᵀ of what was given beside. */
export interface Singular {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
  /** A row for each singular value, as long as what was given beside has columns. */
  readonly turned: readonly Float64Array[];
}

const SWEEPS = 60;

/** Decomposes A, and takes `beside`, of as many rows, along. */
export function singularOf(A: Matrix, beside?: Matrix): Singular {
  const width = beside?.columns ?? 0;
  const columns = Array.from({ length: A.columns + width }, (_, k) =>
    Float64Array.from({ length: A.rows }, (_, row) =>
      k < A.columns ? (A.data[row * A.columns + k] as number) : (beside?.data[row * width + k - A.columns] as number),
    ),
  );
  const height = Math.min(A.rows, A.columns);
  if (A.rows > A.columns) reflected(columns, A.columns);
  // of a triangle, what lies below it is 0
  const a = columns.slice(0, A.columns).map((column) => column.slice(0, height));
  const extra = columns.slice(A.columns).map((column) => column.slice(0, height));
  const v = a.map((_, k) => Float64Array.from({ length: A.columns }, (_, j) => (j === k ? 1 : 0)));
  orthogonalised(a, v);
  const norms = a.map((column) => Math.sqrt(product(column, column)));
  const order = [...norms.keys()].sort((i, j) => (norms[j] as number) - (norms[i] as number)).slice(0, height);
  return {
    values: Float64Array.from(order, (k) => norms[k] as number),
    vectors: order.map((k) => v[k] as Float64Array),
    turned: order.map((k) => {
      const norm = norms[k] as number;
      return Float64Array.from(extra, (each) => (norm === 0 ? 0 : product(a[k] as Float64Array, each) / norm));
    }),
  };
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Reflects all columns so that the first `count` become a triangle. */
function reflected(columns: readonly Float64Array[], count: number): void {
  for (let k = 0; k < count; k++) {
    const own = (columns[k] as Float64Array).subarray(k);
    const norm = Math.sqrt(product(own, own));
    if (norm === 0) continue;
    const mirror = own.slice();
    mirror[0] = (mirror[0] as number) + ((own[0] as number) > 0 ? norm : -norm);
    const half = product(mirror, mirror) / 2;
    for (const column of columns.slice(k)) {
      const part = column.subarray(k);
      const share = product(mirror, part) / half;
      for (let i = 0; i < part.length; i++) part[i] = (part[i] as number) - share * (mirror[i] as number);
    }
  }
}

/** Turns pairs of columns of a, and of v with them, until all are at right angles. */
function orthogonalised(a: readonly Float64Array[], v: readonly Float64Array[]): void {
  // directions of nothing but rounding would turn for ever
  const nothing = a.reduce((sum, column) => sum + product(column, column), 0) * 2 ** -104;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turns = 0;
    for (let p = 0; p < a.length; p++)
      for (let q = p + 1; q < a.length; q++) {
        const [x, y] = [a[p] as Float64Array, a[q] as Float64Array];
        const [xx, yy, xy] = [product(x, x), product(y, y), product(x, y)];
        if (xy * xy <= 2 ** -104 * xx * yy || Math.abs(xy) <= nothing) continue;
        turns++;
        const zeta = (yy - xx) / (2 * xy);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const cosine = 1 / Math.sqrt(1 + t * t);
        turned(x, y, cosine, cosine * t);
        turned(v[p] as Float64Array, v[q] as Float64Array, cosine, cosine * t);
      }
    if (turns === 0) return;
  }
}

function turned(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    x[i] = cosine * a - sine * b;
    y[i] = sine * a + cosine * b;
  }
}
