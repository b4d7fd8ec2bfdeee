/** From marks in an image to a table. */
import { formatShape } from '../../core/axes.js';
import { numberAt } from '../../core/dtype.js';
import { ArgumentError } from '../../core/errors.js';
import type { HostVolume } from '../../core/hostVolume.js';
import { columnOf, matrixOf } from './table.js';

const NAME = 'markedVoxels';

/**
 * The voxels that somebody has marked, as a table that learners take: `features` is a volume whose features lie along c, `marks` a volume of the same n, z, y and x that holds a class where a voxel is marked, and 0 where it is not.
 * Samples come in the order of memory: features along x of `table`, the class of each in `target`. Throws `ArgumentError` for volumes that do not fit, and where nothing is marked.
 * @example
 * import { HostVolume, markedVoxels } from 'brightfield';
 * const features = new HostVolume({ shape: { c: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 10, 20, 30) });
 * const marks = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(1, 0, 2) });
 * const { table, target } = markedVoxels(features, marks);
 * table.data; // 1 10 3 30
 * target.data; // 1 2
 */
export function markedVoxels(
  features: HostVolume,
  marks: HostVolume,
): { readonly table: HostVolume; readonly target: HostVolume } {
  const wanted = { ...features.shape, c: 1 };
  const { c } = features.shape;
  if (formatShape(marks.shape) !== formatShape(wanted))
    throw new ArgumentError(NAME, `marks must have the shape ${formatShape(wanted)}`, formatShape(marks.shape));
  const plane = wanted.z * wanted.y * wanted.x;
  const rows: number[] = [];
  const classes: number[] = [];
  for (let at = 0; at < marks.data.length; at++) {
    const mark = numberAt(marks.dtype, marks.data, at);
    if (mark === 0) continue;
    classes.push(mark);
    const first = Math.floor(at / plane) * c * plane + (at % plane);
    for (let k = 0; k < c; k++) rows.push(numberAt(features.dtype, features.data, first + k * plane));
  }
  if (classes.length === 0) throw new ArgumentError(NAME, 'some voxels must be marked', 'none');
  return { table: matrixOf(rows, c), target: columnOf(classes) };
}
