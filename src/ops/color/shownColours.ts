/** What operations that make colours to be looked at have in common: lists of colours, and the element type of the result. */
import { choice, type NumberArray, optionalArray } from '../../core/params.js';
import { constant, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise, source } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { hsvToRgb } from './hsvToRgb.js';
import { rgbToHsv } from './rgbToHsv.js';
import { alongChannels, sharesOf } from './threeChannels.js';

export const shownParams = {
  dtype: choice('Bytes from 0 to 255 (`u8`), as pictures are saved, or shares from 0 to 1 (`f32`).', ['u8', 'f32'], {
    default: 'u8',
  }),
};

/** A parameter for colours that are the caller's own. */
export const ownColors = (doc: string) => optionalArray(doc, { maxRank: 2, min: 0, max: 1 });

type Colour = readonly number[];

/** The colours of a list, in shares. */
export function colorsOf(name: string, { shape, data }: NumberArray, least: number, refuse: RefuseCall): Colour[] {
  const [count = 0, channels] = shape;
  if (shape.length !== 2 || channels !== 3 || count < least)
    refuse(`${name} must have at least ${least} rows of red, green and blue`, shape.join(' x '));
  return Array.from({ length: count }, (_, at) => data.slice(3 * at, 3 * at + 3));
}

/** One colour. */
export function colorOf(name: string, { data }: NumberArray, refuse: RefuseCall): Colour {
  if (data.length !== 3) refuse(`${name} must be red, green and blue`, `${data.length} numbers`);
  return data;
}

/** Shares as what is shown. */
export function shown(shares: Node, dtype: 'u8' | 'f32'): Node {
  if (dtype === 'f32') return shares;
  return pointwise([shares], ([v = input(0)]) => numeric('multiply', v, constant(255)), 'u8');
}

/** An image of grey or of colours as shares of full intensity, its colours made grey as far as `saturation` says. */
export function imageShares(image: Node, range: number | undefined, saturation: number, refuse: RefuseCall): Node {
  const { c } = image.shape;
  if (c !== 1 && c !== 3) refuse('image must have 1 or 3 channels along c', `c=${c}`);
  if (c === 1 || saturation === 1) return sharesOf(image, range);
  if (saturation === 0) return sharesOf(max(image, { axes: 'c' }), range);
  const left = source(alongChannels(1, saturation, 1));
  const hsv = rgbToHsv(image, range === undefined ? {} : { dataRange: range });
  return hsvToRgb(pointwise([hsv, left], ([v = input(0), share = input(1)]) => numeric('multiply', v, share)));
}
