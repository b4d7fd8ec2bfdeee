/** The image that minimises |psf ∗ u - f|² + weight |D u|² with periodic borders: its spectrum is known. */
import type { SpatialAxis } from '../core/axes.js';
import { HostVolume } from '../core/hostVolume.js';
import { choice, type NumberArray } from '../core/params.js';
import { type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { literal, pointwise, source } from '../graph/primitive.js';
import type { Both } from '../ops/fourier/complex.js';
import { crop } from '../ops/geometry/crop.js';
import { pad } from '../ops/geometry/pad.js';
import { frameOf, imageOf, spectrumOf } from './periodic.js';
import { transferOf } from './psfParam.js';

export const framedBorder = choice(
  'What lies outside of the image: its mirror image, two halves of the psf to every side, or the image again.',
  ['reflect', 'wrap'],
  { default: 'reflect' },
);

/** What is kept small: the image, its gradient or its Laplacian. */
export const OPERATORS = ['identity', 'gradient', 'laplacian'] as const;
export type Operator = (typeof OPERATORS)[number];

/** For each axis 4 sin²(πk / N): minus the spectrum of the second difference, which is that of a difference, squared. */
export function differencesOf(image: Node, axes: readonly SpatialAxis[]): Node[] {
  return axes.map((axis) => {
    const length = image.shape[axis];
    const kept = axis === axes.at(-1) ? Math.floor(length / 2) + 1 : length;
    const data = new Float32Array(kept).map((_, k) => 4 * Math.sin((Math.PI * k) / length) ** 2);
    return source(new HostVolume({ shape: { [axis]: kept }, data }));
  });
}

/** |D|² of what `differencesOf` gives. */
export function squareOf(operator: Operator, differences: readonly Expr[]): Expr | undefined {
  if (operator === 'identity') return undefined;
  const sum = differences.reduce((a, b) => numeric('add', a, b));
  return operator === 'gradient' ? sum : numeric('multiply', sum, sum);
}

/** |h|² of both parts. */
export const power = (re: Expr, im: Expr): Expr =>
  numeric('add', numeric('multiply', re, re), numeric('multiply', im, im));

export interface Regularised {
  readonly psf: NumberArray;
  readonly weight: number;
  readonly operator: Operator;
  readonly border: 'wrap' | 'reflect';
}

/** conj(H) F / (|H|² + weight |D|²), in a frame of a psf to every side where the border is no period. */
export function regularised(f: Node, axes: readonly SpatialAxis[], { border, ...how }: Regularised): Node {
  if (border === 'wrap') return periodic(f, axes, how);
  const { before, after, inside } = frameOf(how.psf, f.shape, { before: 2, after: 2 });
  return crop(periodic(pad(f, { before, after, border }), axes, how), inside);
}

function periodic(f: Node, axes: readonly SpatialAxis[], { psf, weight, operator }: Omit<Regularised, 'border'>): Node {
  const { re, im = literal(0) } = transferOf(psf, f.shape, axes);
  const h = { re, im };
  const seen = spectrumOf(f, axes);
  const differences = differencesOf(f, axes);
  const part = (sign: 'add' | 'subtract', ...four: readonly Node[]): Node =>
    pointwise([h.re, h.im, ...four, ...differences], ([re, im, a, b, c, d, ...rest], upload) => {
      const square = squareOf(operator, rest);
      const cost = square ? numeric('multiply', upload(weight), square) : upload(weight);
      const cross = numeric(sign, numeric('multiply', a as Expr, b as Expr), numeric('multiply', c as Expr, d as Expr));
      return float('divide', cross, numeric('add', power(re as Expr, im as Expr), cost));
    });
  const answer: Both = {
    re: part('add', h.re, seen.re, h.im, seen.im),
    im: part('subtract', h.re, seen.im, h.im, seen.re),
  };
  return imageOf(answer, axes, f.shape);
}
