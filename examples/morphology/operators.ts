/** What may be done to an image with a structuring element, and the average over it. */
import {
  blackTophat,
  cast,
  closing,
  correlate,
  dilation,
  erosion,
  type Input,
  median,
  morphologicalGradient,
  type Node,
  opening,
  whiteTophat,
} from 'brightfield';
import type { Cells } from './element.js';

export const BYTES = [0, 255] as const;
/** Differences of neighbours are seldom larger. */
const SMALL = [0, 128] as const;

interface Operator {
  readonly words: string;
  readonly of: (image: Input, options: { readonly footprint: number[][] }) => Node;
  /** Whether it gives back an image that can be compared with what it was given. */
  readonly isFilter: boolean;
  /** Values that a screen shows well. */
  readonly window: readonly [number, number];
}

export const OPERATORS = {
  median: { words: 'median', of: median, isFilter: true, window: BYTES },
  erosion: { words: 'erosion', of: erosion, isFilter: true, window: BYTES },
  dilation: { words: 'dilation', of: dilation, isFilter: true, window: BYTES },
  opening: { words: 'opening', of: opening, isFilter: true, window: BYTES },
  closing: { words: 'closing', of: closing, isFilter: true, window: BYTES },
  whiteTophat: { words: 'white top-hat', of: whiteTophat, isFilter: false, window: SMALL },
  blackTophat: { words: 'black top-hat', of: blackTophat, isFilter: false, window: SMALL },
  gradient: { words: 'gradient', of: morphologicalGradient, isFilter: false, window: SMALL },
} as const satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof OPERATORS;

export function operated(image: Input, name: OperatorName, element: Cells): Node {
  return OPERATORS[name].of(image, { footprint: mutable(element) });
}

/** The mean of the same pixels that the others sort, of bytes and rounded to bytes. */
export function averaged(image: Input, element: Cells): Node {
  const count = element.flat().reduce((sum, cell) => sum + cell, 0);
  const weights = element.map((row) => row.map((cell) => cell / Math.max(1, count)));
  return cast(correlate(image, { weights }), { dtype: 'u8' });
}

const mutable = (element: Cells): number[][] => element.map((row) => [...row]);
