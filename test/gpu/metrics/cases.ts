/** How oracles of two images are called by tables, and images with a few other numbers. */
import type { Field } from '../../oracle/index.js';
import type { Oracle } from '../checkOp.js';

export function pairwise<P>(f: (a: Field, b: Field, parameters: P) => Field | Record<string, Field>): Oracle {
  return ([a, b], { axes, ...parameters }) =>
    f(a as Field, b as Field, { ...parameters, ...(axes !== undefined && { axes: [...(axes as string)] }) } as P);
}

/** The field with these numbers at flat indices. */
export function withNumbers(field: Field, numbers: Readonly<Record<number, number>>): Field {
  return { ...field, data: field.data.map((v, i) => numbers[i] ?? v) };
}
