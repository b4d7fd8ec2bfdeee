/** Matrices of three rows. */

export type Matrix = readonly (readonly number[])[];

/** The inverse, by cofactors; undefined determinants are the caller's. */
export function invertMatrix(m: Matrix): Matrix {
  const at = (row: number, column: number): number => m[row % 3]?.[column % 3] ?? 0;
  const cofactor = (r: number, c: number): number =>
    at(r + 1, c + 1) * at(r + 2, c + 2) - at(r + 1, c + 2) * at(r + 2, c + 1);
  const rows = [0, 1, 2];
  const whole = determinant(m);
  return rows.map((row) => rows.map((column) => cofactor(column, row) / whole));
}

export function determinant(m: Matrix): number {
  const [[a = 0, b = 0, c = 0] = [], [d = 0, e = 0, f = 0] = [], [g = 0, h = 0, i = 0] = []] = m;
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
