/** Structuring elements on a small grid: presets, and what is left of a grid without its empty rim. */

/** Rows of 0 and 1, of odd lengths; the pixel itself is in the middle. */
export type Cells = readonly (readonly number[])[];

/** The greatest radius of the grid. */
export const REACH = 5;

export const SHAPES = { box: 'box', disk: 'disk', cross: 'cross', line: 'line' } as const;
export type Shape = keyof typeof SHAPES;

/** Whether a shape has the cell so far to the right and down; `angle` in degrees, anticlockwise, is that of a line. */
function holds(shape: Shape, radius: number, angle: number, x: number, y: number): boolean {
  if (Math.max(Math.abs(x), Math.abs(y)) > radius) return false;
  if (shape === 'box') return true;
  if (shape === 'cross') return x === 0 || y === 0;
  if (shape === 'disk') return x * x + y * y <= radius * radius;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  // the cell nearest to the line in each step along its longer axis
  return Math.abs(cos) >= Math.abs(sin) ? y === -Math.round((x * sin) / cos) : x === -Math.round((y * cos) / sin);
}

/** A preset on the whole grid. */
export function preset(shape: Shape, radius: number, angle: number): Cells {
  const places = Array.from({ length: 2 * REACH + 1 }, (_, at) => at - REACH);
  return places.map((y) => places.map((x) => (holds(shape, radius, angle, x, y) ? 1 : 0)));
}

/** The smallest part around the middle that has all cells: what an operation need not look at is not there. */
export function trimmed(cells: Cells): Cells {
  const far = (length: number, at: number): number => Math.abs(at - (length >> 1));
  let [right, down] = [0, 0];
  for (const [y, row] of cells.entries())
    for (const [x, cell] of row.entries())
      if (cell) [right, down] = [Math.max(right, far(row.length, x)), Math.max(down, far(cells.length, y))];
  return cells
    .filter((_, y) => far(cells.length, y) <= down)
    .map((row) => row.filter((_, x) => far(row.length, x) <= right));
}
