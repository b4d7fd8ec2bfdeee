/** Thresholds of scikit-image 0.19, from their definitions. */
import { AXES, type Axis, activeAxes } from '../../src/core/axes.js';
import type { Border, BorderOptions, Field } from './field.js';
import { gaussian, uniformFilter } from './filter.js';
import { elementwise } from './pointwise.js';
import { median } from './rank.js';
import { mean } from './reductions.js';

type Lengths = number | Partial<Record<Axis, number>>;
interface Window {
  readonly windowSize?: Lengths;
  readonly border?: Border;
}

function meanAndDeviation(x: Field, { windowSize = 15, border = 'mirror' }: Window): { m: Field; s: Field } {
  const box = (field: Field): Field => uniformFilter(field, { size: windowSize, border });
  const m = box(x);
  const squares = box(elementwise([x], (v) => v * v));
  return { m, s: elementwise([squares, m], (g, d) => Math.sqrt(Math.max(g - d * d, 0))) };
}

/** m - k s */
export function thresholdNiblack(x: Field, { k = 0.2, ...window }: Window & { k?: number } = {}): Field {
  const { m, s } = meanAndDeviation(x, window);
  return elementwise([m, s], (mean, deviation) => mean - k * deviation);
}

/** m (1 + k (s / r - 1)) */
export function thresholdSauvola(
  x: Field,
  { k = 0.2, r = 1, ...window }: Window & { k?: number; r?: number } = {},
): Field {
  const { m, s } = meanAndDeviation(x, window);
  return elementwise([m, s], (mean, deviation) => mean * (1 + k * (deviation / r - 1)));
}

interface LocalOptions extends BorderOptions {
  readonly blockSize?: number;
  readonly method?: 'gaussian' | 'mean' | 'median';
  readonly offset?: number;
}

/** The mean or the median of the block, or the Gaussian of a sixth of it, less offset. */
export function thresholdLocal(x: Field, options: LocalOptions = {}): Field {
  const { blockSize = 35, method = 'gaussian', offset = 0, ...border } = options;
  const sigma = Object.fromEntries(activeAxes(x.shape).map((axis) => [axis, (blockSize - 1) / 6]));
  const local = {
    mean: () => uniformFilter(x, { size: blockSize, ...border }),
    median: () => median(x, { footprint: { box: blockSize }, ...border }),
    gaussian: () => gaussian(x, { sigma, ...border }),
  }[method]();
  return elementwise([local], (v) => v - offset);
}

/** The mean of the finite numbers inside the mask. */
export function thresholdMean(x: Field, { axes = AXES, mask }: { axes?: readonly Axis[]; mask?: Field } = {}): Field {
  const finite = elementwise([x, mask ?? 1], (v, m) => (Number.isFinite(v) && m !== 0 ? 1 : 0));
  return mean(x, { axes, mask: finite });
}
