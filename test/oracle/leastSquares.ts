/** Least squares in float64: by elimination, and with penalties by many small steps. */
import { itemAt } from './field.js';
import type { LinearMap } from './solve.js';

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * itemAt(b, i), 0);

/** M x = b, by Gaussian elimination with pivots. */
export function eliminated(M: readonly Float64Array[], b: Float64Array): Float64Array {
  const rows = M.map((row, i) => [...row, itemAt(b, i)]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.NaN;
  for (let k = 0; k < rows.length; k++) {
    let pivot = k;
    for (let i = k + 1; i < rows.length; i++) if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] as number[], rows[k] as number[]];
    for (let i = k + 1; i < rows.length; i++) {
      const factor = at(i, k) / at(k, k);
      for (let j = k; j <= rows.length; j++) (rows[i] as number[])[j] = at(i, j) - factor * at(k, j);
    }
  }
  const x = new Float64Array(rows.length);
  for (let k = rows.length - 1; k >= 0; k--) {
    let rest = at(k, rows.length);
    for (let j = k + 1; j < rows.length; j++) rest -= at(k, j) * itemAt(x, j);
    x[k] = rest / at(k, k);
  }
  return x;
}

/** The x of least ½|A x - f|² + ½ damping² |x|², by its normal equations. */
export function leastSquares(A: LinearMap, f: Float64Array, count: number, damping = 0): Float64Array {
  const unit = (k: number): Float64Array => new Float64Array(count).map((_, i) => +(i === k));
  const M = Array.from({ length: count }, (_, k) =>
    A.back(A.forward(unit(k))).map((v, i) => v + (i === k ? damping ** 2 : 0)),
  );
  return eliminated(M, A.back(f));
}

/** The x of least ½|A x - f|² + g(x), by so many steps of 1 / strength. */
export function proximal(
  A: LinearMap,
  f: Float64Array,
  count: number,
  prox: (v: Float64Array, step: number) => Float64Array,
  steps: number,
): Float64Array {
  let x: Float64Array = new Float64Array(count);
  for (let k = 0; k < steps; k++) {
    const back = A.back(A.forward(x).map((v, i) => itemAt(f, i) - v));
    x = prox(
      x.map((v, i) => v + itemAt(back, i) / A.strength),
      1 / A.strength,
    );
  }
  return x;
}

/** |a - b| / |b|. */
export function distance(a: ArrayLike<number>, b: Float64Array): number {
  const apart = b.map((v, i) => itemAt(a, i) - v);
  return Math.sqrt(dot(apart, apart) / dot(b, b));
}
