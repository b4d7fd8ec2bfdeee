/** Convolutions as products of spectra, and the room that they need around an image. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import type { NumberArray } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { type Both, type Complex, conjugateProduct, partsOf, product } from '../ops/fourier/complex.js';
import { irfftn } from '../ops/fourier/irfftn.js';
import { quickLength } from '../ops/fourier/lengths.js';
import { rfftn } from '../ops/fourier/rfftn.js';
import { weightLengths } from '../ops/weights.js';

/** Half the spectrum of an image. */
export function spectrumOf(image: Node, axes: readonly SpatialAxis[]): Both {
  return partsOf(rfftn(image, { axes }));
}

/** The image of half a spectrum. */
export function imageOf({ re, im }: Both, axes: readonly SpatialAxis[], shape: Shape): Node {
  return irfftn(re, { imaginary: im, axes, length: shape[axes.at(-1) ?? 'x'] });
}

/** The image convolved with what the factor is the spectrum of, borders periodic. */
export function convolved(image: Node, transfer: Complex, axes: readonly SpatialAxis[]): Node {
  return imageOf(product(transfer, spectrumOf(image, axes)), axes, image.shape);
}

/** The adjoint of that. */
export function correlated(image: Node, transfer: Complex, axes: readonly SpatialAxis[]): Node {
  return imageOf(conjugateProduct(transfer, spectrumOf(image, axes)), axes, image.shape);
}

/** A frame around an image, and where in it the image lies. */
export interface Frame {
  readonly before: Readonly<Record<SpatialAxis, number>>;
  readonly after: Readonly<Record<SpatialAxis, number>>;
  readonly inside: {
    readonly start: Readonly<Record<SpatialAxis, number>>;
    readonly size: Readonly<Record<SpatialAxis, number>>;
  };
}

/** A frame of so many halves of the psf before and after the image, and what makes its lengths quick to transform. */
export function frameOf(psf: NumberArray, shape: Shape, halves: { before: number; after: number }): Frame {
  const lengths = weightLengths(psf);
  const by = (of: (half: number, axis: SpatialAxis) => number): Record<SpatialAxis, number> => ({
    z: of(lengths.z >> 1, 'z'),
    y: of(lengths.y >> 1, 'y'),
    x: of(lengths.x >> 1, 'x'),
  });
  const before = by((half) => half * halves.before);
  const last = SPATIAL_AXES.filter((axis) => shape[axis] > 1).at(-1);
  const quick = (length: number, axis: SpatialAxis): number =>
    length === 1 ? 1 : quickLength(length, { packed: axis === last, x: axis === 'x' });
  const after = by(
    (half, axis) => quick(shape[axis] + half * (halves.before + halves.after), axis) - shape[axis] - before[axis],
  );
  return { before, after, inside: { start: before, size: by((_, axis) => shape[axis]) } };
}
