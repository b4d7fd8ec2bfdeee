/** What the page computes: the image convolved with a kernel, or the length of what a kernel and the transposed one give. */
import { convolve, expression, type Input, type Node } from 'brightfield';
import { type Kernel, rowsOf, transposed } from './kernels.js';

export const BORDERS = {
  reflect: 'reflect: d c b a | a b c d',
  mirror: 'mirror: d c b | a b c d',
  nearest: 'nearest: a a a | a b c d',
  constant: 'constant: 0 0 0 | a b c d',
  wrap: 'wrap: b c d | a b c d',
} as const;
export type Border = keyof typeof BORDERS;

export interface Filter {
  readonly kernel: Kernel;
  readonly isLength: boolean;
  readonly border: Border;
}

/** One kernel, or two of which the length is taken. */
export const kernelsOf = ({ kernel, isLength }: Filter): readonly Kernel[] =>
  isLength ? [kernel, transposed(kernel)] : [kernel];

export function filtered(image: Input, filter: Filter): Node {
  const [first, second] = kernelsOf(filter).map((kernel) =>
    convolve(image, { weights: rowsOf(kernel), border: filter.border }),
  ) as [Node, Node | undefined];
  return second ? expression([first, second], { text: 'sqrt(a * a + b * b)' }) : first;
}
