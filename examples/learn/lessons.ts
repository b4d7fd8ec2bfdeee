/** The two lessons, as a page or a program begins them. */
import { HostVolume } from 'brightfield';
import { type Bend, digitLoss, digitNetwork, pointLoss, pointNetwork } from './networks.js';
import { type Point, samplesOf } from './points.js';
import type { Lesson } from './teacher.js';

/** What the panels are turned to at first. */
export const POINTS = { depth: 3, units: 8, bend: 'tanh' as Bend, rate: 0.03, noise: 0.06, seed: 1 };
export const DIGITS = { filters: 8, rate: 0.01, seed: 1 };

export function pointLesson(turned: typeof POINTS, points: readonly Point[]): Lesson {
  return {
    net: pointNetwork({ ...turned, depth: turned.depth === 2 ? 2 : 3 }),
    samples: samplesOf(points),
    loss: pointLoss,
    seed: turned.seed,
    rate: () => turned.rate,
  };
}

const SIDE = 8;
const INK = 16;

/** Digits of 8 x 8 pixels along n, from 0 to 1, and which each is. */
export interface Digits {
  readonly images: HostVolume;
  readonly labels: HostVolume;
}

/** Digits from a table of one a row, and a column of what they are: the first half to learn from, the second to be asked. */
export function halvesOf(table: HostVolume, column: HostVolume): { readonly taught: Digits; readonly asked: Digits } {
  const count = table.shape.y;
  const half = count >> 1;
  const part = (from: number, to: number): Digits => {
    const pixels = Float32Array.from(table.data.subarray(from * SIDE ** 2, to * SIDE ** 2), (ink) => ink / INK);
    const n = to - from;
    return {
      images: new HostVolume({ shape: { n, y: SIDE, x: SIDE }, data: pixels }),
      labels: new HostVolume({ shape: { n }, data: Int32Array.from(column.data.subarray(from, to)) }),
    };
  };
  return { taught: part(0, half), asked: part(half, count) };
}

export function digitLesson(turned: typeof DIGITS, { images, labels }: Digits): Lesson {
  return {
    net: digitNetwork(turned.filters, turned.seed),
    samples: { images, target: labels, batch: 32 },
    loss: digitLoss,
    seed: turned.seed,
    rate: () => turned.rate,
  };
}
