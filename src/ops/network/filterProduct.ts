/** The adjoint of `filterSum` with regard to the weights: the products of an image and of what is given of the results, window by window. */
import type { Shape } from '../../core/axes.js';
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, kernelOf } from '../../graph/primitive.js';
import { beginning, filtersAtOnce, type Lengths, type Walk } from './walk.js';

const FILTERS = 16;
/** Taps whose sums an invocation holds for each filter: those of more rows come in parts, and no row has more. */
export const MOST_TAPS = 12;
/** Invocations that there should be: rows are shared among more where there are few columns and filters. */
const ENOUGH = 16384;
/** Rows of a share, at least: with few of them more is stored and added up again than is computed. */
const LEAST_SHARE = 32;

/** `dst(o, i, k) = Σ given(o, p) src(i, p·stride - before + k·dilation)` for a window of so many taps. */
export function filterProduct(src: Node, given: Node, walk: Walk, window: Lengths, gradient?: Gradient): Node {
  const { stride, dilation, before, groups } = walk;
  const filters = given.shape.c / groups;
  const inputs = src.shape.c / groups;
  const atOnce = filtersAtOnce(filters, groups, FILTERS);
  const rows = window.x * window.y <= MOST_TAPS ? window.y : 1;
  const width = Math.ceil(window.x / 4);
  const parts = window.y / rows;
  const columns = Math.ceil(given.shape.x / 4);
  const all = given.shape.n * given.shape.z * given.shape.y;
  const cells = columns * Math.ceil(given.shape.c / atOnce) * inputs * window.z * parts;
  const share = Math.ceil(all / Math.max(1, Math.min(Math.ceil(ENOUGH / cells), Math.floor(all / LEAST_SHARE))));
  const { left, shift } = beginning(before.x);
  const partial: Shape = {
    n: inputs,
    c: given.shape.c,
    z: window.z * parts,
    y: Math.ceil(all / share),
    x: columns * rows * width * 4,
  };
  const constants = { KY: rows };
  const everywhere = { as: 'f32', loads: Number.MAX_SAFE_INTEGER, reach: EVERYWHERE, counts: 'own' } as const;
  const products = kernelOf({
    kernel: 'network/convProduct',
    inputs: { src: { node: src, ...everywhere }, given: { node: given, ...everywhere } },
    outputs: { dst: describedAs(src, { shape: partial, dtype: 'f32', spacing: {}, unit: '', layout: 'nczyx' }) },
    constants: {
      ...constants,
      FILTERS: atOnce,
      KX: window.x,
      STRIDE: stride.x,
      DILATION: dilation.x,
      SHIFT: shift,
    },
    params: {
      inputs,
      filters,
      share,
      rows: all,
      parts,
      stride_y: stride.y,
      stride_z: stride.z,
      dilation_y: dilation.y,
      dilation_z: dilation.z,
      left,
      before_y: before.y,
      before_z: before.z,
      depth: src.shape.z,
      slices: given.shape.z,
    },
    stacked: 'c',
    tile: { x4: rows * width, z: atOnce },
  });
  return kernelOf({
    kernel: 'network/convProductSum',
    inputs: { src: { node: products, ...everywhere } },
    outputs: { dst: describedAs(products, { shape: { n: given.shape.c, c: inputs, ...lengths(window) } }) },
    constants: { ...constants, WIDTH: width },
    params: { depth: window.z, parts, columns },
    stacked: 'c',
    gradient,
  });
}

const lengths = ({ z, y, x }: Lengths): Lengths => ({ z, y, x });
