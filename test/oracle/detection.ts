/** What is found in images, from its definition: edges as thin lines, places of a template. */
import type { Axis } from '../../src/core/axes.js';
import { at, type BorderOptions, borderIndex, build, type Field, itemAt, type Position } from './field.js';
import { convolve, type GaussianOptions, gaussian, outerProduct } from './filter.js';
import { reconstruction } from './geodesic.js';
import { elementwise } from './pointwise.js';
import { quantile } from './reductions.js';

export interface CannyOptions extends BorderOptions {
  readonly sigma?: GaussianOptions['sigma'];
  readonly lowThreshold?: number;
  readonly highThreshold?: number;
  readonly useQuantiles?: boolean;
  readonly mask?: Field | undefined;
}

/** scikit-image 0.19's canny, thresholds in units of the image. */
export function canny(x: Field, options: CannyOptions = {}): Field {
  const { sigma = 1, lowThreshold = 0.1, highThreshold = 0.2, useQuantiles = false, mask } = options;
  const blur = { sigma, border: options.border ?? 'constant', value: options.value ?? 0 } as const;
  const counts = elementwise([x, mask ?? 1], (_, m) => (m !== 0 ? 1 : 0));
  const inside = gaussian(counts, blur);
  const image = gaussian(
    elementwise([x, counts], (v, m) => (m ? v : 0)),
    blur,
  );
  const smooth = elementwise([image, inside], (v, share) => v / (share + 2 ** -52));
  const i = convolve(smooth, outerProduct([[1], [1, 0, -1], [1, 2, 1]]));
  const j = convolve(smooth, outerProduct([[1], [1, 2, 1], [1, 0, -1]]));
  const magnitude = elementwise([i, j], (a, b) => Math.hypot(a, b));
  const thin = build(x.shape, (here) => {
    const m = at(magnitude, here);
    const { y, x: column } = here;
    if (y === 0 || column === 0 || y === x.shape.y - 1 || column === x.shape.x - 1) return 0;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) if (!at(counts, { ...here, y: y + dy, x: column + dx })) return 0;
    return m > 0 && [1, -1].every((sign) => beside(magnitude, here, sign * at(i, here), sign * at(j, here)) <= m)
      ? m
      : 0;
  });
  const limit = (q: number): Field | number => (useQuantiles ? quantile(magnitude, { q, axes: ['z', 'y', 'x'] }) : q);
  const atLeast = (q: number): Field => elementwise([thin, limit(q)], (m, least) => (m > 0 && m >= least ? 1 : 0));
  return reconstruction(atLeast(highThreshold), atLeast(lowThreshold), { connectivity: 2 });
}

/** The magnitude one step along a direction, to the side of the square of neighbours, interpolated linearly. */
function beside(magnitude: Field, here: Readonly<Position>, i: number, j: number): number {
  const longest = Math.max(Math.abs(i), Math.abs(j));
  const w = Math.min(Math.abs(i), Math.abs(j)) / longest;
  const up = i < 0 ? -1 : 1;
  const right = j < 0 ? -1 : 1;
  const diagonal = at(magnitude, { ...here, y: here.y + up, x: here.x + right });
  const isSteep = Math.abs(i) >= Math.abs(j);
  const straight = at(magnitude, isSteep ? { ...here, y: here.y + up } : { ...here, x: here.x + right });
  return diagonal * w + straight * (1 - w);
}

export interface TemplateOptions extends BorderOptions {
  readonly template: Field;
  readonly padInput?: boolean;
}

/** scikit-image's match_template: the correlation coefficient of the template and every window; 0 where the window is constant. */
export function matchTemplate(
  x: Field,
  { template, padInput = false, border = 'constant', value = 0 }: TemplateOptions,
): Field {
  const size = template.shape;
  const before = (axis: Axis): number => (padInput ? size[axis] >> 1 : 0);
  const shape = { ...x.shape };
  if (!padInput) for (const axis of ['z', 'y', 'x'] as const) shape[axis] = x.shape[axis] - size[axis] + 1;
  return build(shape, (here) => {
    const window = build(size, (offset) => {
      const there = { ...here };
      for (const axis of ['z', 'y', 'x'] as const) {
        const from = borderIndex(here[axis] - before(axis) + offset[axis], x.shape[axis], border);
        if (from === undefined) return value;
        there[axis] = from;
      }
      return at(x, there);
    }).data;
    if (window.every((v) => v === window[0])) return 0;
    const centred = (data: Float64Array): Float64Array => {
      const mean = data.reduce((a, b) => a + b) / data.length;
      return data.map((v) => v - mean);
    };
    const [a, b] = [centred(window), centred(template.data)];
    const dot = (p: Float64Array, q: Float64Array): number => p.reduce((sum, v, k) => sum + v * itemAt(q, k), 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  });
}
