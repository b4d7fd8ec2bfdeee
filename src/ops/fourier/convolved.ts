/**
 * Linear convolution by Fourier transforms (Stockham 1966, High-speed convolution and correlation). The image goes into a larger one whose lengths are
 * quick to transform: what comes round its ends lies where no result is taken from.
 */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import { asFloat, source } from '../../graph/primitive.js';
import type { Border } from '../border.js';
import { crop } from '../geometry/crop.js';
import { gather } from '../geometry/gather.js';
import { pad } from '../geometry/pad.js';
import { type Complex, mapped, partsOf, product, scaled } from './complex.js';
import { fftn } from './fftn.js';
import { ifftn } from './ifftn.js';
import { irfftn } from './irfftn.js';
import { quickLength } from './lengths.js';
import { rfftn } from './rfftn.js';

/** Weights in the order of memory, and their extent. */
export interface Weights {
  readonly weights: readonly number[];
  readonly length: Readonly<Record<SpatialAxis, number>>;
}

/** Which places along an axis are wanted: place i of the full convolution is Σ_k weights[k] · x[i - k]. */
export interface Places {
  readonly start: number;
  readonly count: number;
}

/** How one axis is laid out: the image begins at `before`, the result at `first`, the weights behind `shift` zeros. */
interface Layout extends Places {
  readonly before: number;
  readonly shift: number;
  readonly first: number;
  readonly length: number;
}

/** The axes along which there are several weights, and the lengths to which an image is padded there. */
export function layoutOf(
  image: Readonly<Record<SpatialAxis, number>>,
  { length: weights }: Weights,
  places: Readonly<Record<SpatialAxis, Places>>,
  isEmptyOutside: boolean,
): Partial<Record<SpatialAxis, Layout>> {
  const axes = SPATIAL_AXES.filter((axis) => weights[axis] > 1);
  const last = axes.at(-1);
  const layouts: Partial<Record<SpatialAxis, Layout>> = {};
  for (const axis of axes) {
    const { start, count } = places[axis];
    const taps = weights[axis];
    // zeros outside are those that the image is padded with
    const before = isEmptyOutside ? 0 : Math.max(0, taps - 1 - start);
    const after = isEmptyOutside ? 0 : Math.max(0, start + count - image[axis]);
    // whole vectors along x are cut off without a copy
    const shift = axis === 'x' ? (4 - ((start + before) % 4)) % 4 : 0;
    const first = start + before + shift;
    const extent = before + image[axis] + after;
    const least = Math.max(extent, taps + shift, first + count, extent + taps - 1 - start - before);
    const length = quickLength(least, { packed: axis === last, x: axis === 'x' });
    layouts[axis] = { start, count, before, shift, first, length };
  }
  return layouts;
}

/** The places wanted of the convolution along the axes of the weights. */
export function convolvedByFourier(
  src: Node,
  given: Weights,
  places: Readonly<Record<SpatialAxis, Places>>,
  border: Border,
  value: number,
): Node {
  const layouts = layoutOf(src.shape, given, places, border === 'constant' && value === 0);
  const axes = SPATIAL_AXES.filter((axis) => layouts[axis]);
  const last = axes.at(-1);
  if (!last) return scaled({ re: asFloat(src), im: undefined }, given.weights[0] ?? 0).re;
  const of = (axis: SpatialAxis): Layout => layouts[axis] as Layout;
  const others = axes.slice(0, -1).reverse();

  const moves = axes
    .filter((axis) => of(axis).length !== src.shape[axis])
    .map((axis) => [axis, { start: 0 - of(axis).before, length: of(axis).length }] as const);
  // past what the border fills, anything finite may lie
  const wide = moves.length ? gather(asFloat(src), Object.fromEntries(moves), border, value) : asFloat(src);
  const image = partsOf(rfftn(wide, { axes }));

  const taps = given.length;
  const total = axes.reduce((product, axis) => product * of(axis).length, 1);
  const lengthened = (part: Node, axis: SpatialAxis): Node =>
    pad(part, {
      before: { [axis]: of(axis).shift },
      after: { [axis]: of(axis).length - taps[axis] - of(axis).shift },
      border: 'constant',
    });
  const weights = source(
    new HostVolume({ shape: taps, data: Float32Array.from(given.weights, (weight) => weight / total) }),
  );
  // rows of zeros are not transformed: the weights are few along the other axes until those are reached
  const transfer = others.reduce<Complex>(
    (z, axis) => {
      const { re, im } = mapped(z, (part) => lengthened(part, axis));
      return partsOf(fftn(re, { imaginary: im, axes: axis }));
    },
    partsOf(rfftn(lengthened(weights, last), { axes: last })),
  );

  const cut = (part: Node, axis: SpatialAxis): Node =>
    crop(part, { start: { [axis]: of(axis).first }, size: { [axis]: of(axis).count } });
  // the factors 1/N are those of the weights
  const norm = 'forward';
  const { re, im } = [...others]
    .reverse()
    .reduce<Complex>(
      (z, axis) => mapped(partsOf(ifftn(z.re, { imaginary: z.im, axes: axis, norm })), (part) => cut(part, axis)),
      product(image, transfer),
    );
  return cut(irfftn(re, { imaginary: im, axes: last, length: of(last).length, norm }), last);
}
