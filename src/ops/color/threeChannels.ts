/** What operations on colours have in common: three channels along c, and the number that stands for white. */
import { DTYPES, isInteger } from '../../core/dtype.js';
import { HostVolume } from '../../core/hostVolume.js';
import { optional } from '../../core/optionalParam.js';
import { number } from '../../core/params.js';
import { type Expr, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';

export const colourInput = [{ name: 'src', doc: 'The image, three channels along c.' }] as const;

export const dataRange = optional(
  number('The number of full intensity; 1 for floats and the greatest of their type for whole numbers when left out.', {
    min: 1e-30,
  }),
);

/** Refuses what is no colour image. */
export function checkChannels(src: Node, refuse: RefuseCall): void {
  const { c } = src.shape;
  if (c === 3) return;
  const how =
    c === 4
      ? '; crop(src, { stop: { c: 3 } }) drops a fourth, alpha'
      : c === 1
        ? '; tile(src, { repeats: { c: 3 } }) makes them of a grey one'
        : '';
  refuse(`src must have 3 channels along c${how}`, `c=${c}`);
}

/** The image as shares of full intensity, in f32. */
export function sharesOf(src: Node, range: number | undefined): Node {
  const white = range ?? (isInteger(src.dtype) ? DTYPES[src.dtype].max : 1);
  return pointwise(
    [src],
    ([v = input(0)], upload): Expr => (white === 1 ? v : numeric('multiply', v, upload(1 / white))),
    'f32',
  );
}

/** A number for each channel, the same at every pixel. */
export function alongChannels(...numbers: readonly [number, number, number]): HostVolume {
  return new HostVolume({ shape: { c: 3 }, data: Float32Array.from(numbers) });
}
