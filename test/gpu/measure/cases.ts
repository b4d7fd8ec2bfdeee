/** What the tables of this chapter share: inputs that reductions find hard, and how an oracle is called with a mask. */
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import type { Oracle, Row } from '../checkOp.js';

/** A volume with every axis longer than one, of odd lengths. */
export const volume = randomField({ n: 2, c: 3, z: 5, y: 7, x: 11 }, 1, -1, 2);
/** More than one pass along x and y, one past a workgroup. */
export const image = randomField({ y: 131, x: 257 }, 2);
export const line = randomField({ x: 100003 }, 3);
/** Bytes of a binding: seven hold the line, four the counts of all levels of 16 bits. */
export const LONG_ROW = 2 ** 16;
export const one = fieldOf({}, Float64Array.of(3));
/** Few values, so that the first of equals counts. */
export const ties = randomIntegers({ y: 37, x: 13 }, 4, -2, 2);
export const mask = randomIntegers({ y: 131, x: 257 }, 5, 0, 1);
export const rowMask = randomIntegers({ y: 131 }, 6, 0, 1);

/** NaN and infinities in some rows and columns, none in others. */
export const broken = randomField({ z: 2, y: 9, x: 14 }, 7);
broken.data[40] = Number.NaN;
broken.data[41] = Number.NaN;
broken.data[75] = Number.POSITIVE_INFINITY;
broken.data[130] = Number.NEGATIVE_INFINITY;
broken.data[200] = Number.POSITIVE_INFINITY;
broken.data[201] = Number.NEGATIVE_INFINITY;

/** An oracle of test/oracle/reductions. */
export function over<P>(f: (x: Field, parameters: P) => Field): Oracle {
  return ([x], parameters, { mask }) => f(x as Field, { ...parameters, axes: letters(parameters.axes), mask } as P);
}

export function letters(axes: unknown): readonly string[] | undefined {
  return typeof axes === 'string' ? [...axes] : undefined;
}

/** Rows that every reduction is tried on. */
export const rows: readonly Row[] = [
  { name: 'image', inputs: [image] },
  { name: 'volume over z and c', inputs: [volume], params: { axes: 'cz' } },
  { name: 'volume over n and x', inputs: [volume], params: { axes: 'nx' } },
  { name: 'one long line', inputs: [line], without: ['batch'], binding: LONG_ROW },
  { name: 'not finite, over x', inputs: [broken], params: { axes: 'x' } },
  { name: 'not finite, over z and y', inputs: [broken], params: { axes: 'zy' } },
  { name: 'masked', inputs: [image], optional: { mask } },
  { name: 'masked by rows, over x', inputs: [image], optional: { mask: rowMask }, params: { axes: 'x' } },
  { name: 'nothing in the mask', inputs: [ties], optional: { mask: fieldOf({}) } },
  { name: 'one voxel', inputs: [one] },
];

/** Some of them. */
export function named(...names: readonly string[]): readonly Row[] {
  return rows.filter((row) => names.includes(row.name));
}
