/** What all transforms have in common: their axes, their factor, and a complex volume among the inputs. */
import { type Axis, activeAxes, formatShape, type Shape, sameShape } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import { axes, choice } from '../../core/params.js';
import type { Cotangents } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, filled, source } from '../../graph/primitive.js';
import { backward, forward } from './along.js';
import { both, type Complex, mapped, scaled } from './complex.js';

export const NORMS = ['backward', 'ortho', 'forward'] as const;
export type Norm = (typeof NORMS)[number];

/** The norm with which the inverse is the adjoint. */
export const ADJOINT: Readonly<Record<Norm, Norm>> = { backward: 'forward', ortho: 'ortho', forward: 'backward' };

export const fourierParams = {
  axes: axes('The axes to transform; where left out, those of space that are longer than one voxel.'),
  norm: choice(
    'Which way the factor 1/N goes, N the number of voxels along the axes: with the inverse (backward), with the forward transform, or 1/√N with both (ortho).',
    NORMS,
    { default: 'backward' },
  ),
};

export const imaginaryInput = { imaginary: 'The imaginary part, of the shape of the real one; 0 where left out.' };

export const spectrumOutputs = { real: 'The real part, f32.', imaginary: 'The imaginary part, f32.' };

/** The axes that are meant. */
export function axesOf({ shape }: Node, given: readonly Axis[] | undefined): readonly Axis[] {
  return given ?? activeAxes(shape);
}

/** The factor of a transform over N voxels. */
export function factorOf(shape: Shape, axes: readonly Axis[], norm: Norm, direction: 'forward' | 'backward'): number {
  const count = axes.reduce((product, axis) => product * shape[axis], 1);
  return norm === 'ortho' ? 1 / Math.sqrt(count) : norm === direction ? 1 / count : 1;
}

/** A complex volume transformed along axes, one after the other, with the factor of its direction. */
export function transformed(
  z: Complex,
  axes: readonly Axis[],
  norm: Norm,
  direction: 'forward' | 'backward',
): { readonly real: Node; readonly imaginary: Node } {
  const result = direction === 'forward' ? [...axes].reverse().reduce(forward, z) : axes.reduce(backward, z);
  const { re, im } = both(scaled(result, factorOf(z.re.shape, axes, norm, direction)));
  return { real: re, imaginary: im };
}

/** The two inputs as one complex volume. */
export function complexOf(src: Node, imaginary: Node | undefined, refuse: RefuseCall): Complex {
  if (imaginary && !sameShape(src.shape, imaginary.shape))
    refuse('both parts must have the same shape', `${formatShape(src.shape)} and ${formatShape(imaginary.shape)}`);
  return mapped({ re: src, im: imaginary }, asFloat);
}

/** The adjoint of a transform of both parts: the other direction, of the cotangents of both parts. */
export function adjointParts(
  [real, imaginary]: Cotangents,
  back: (real: Node, imaginary: Node | undefined) => Cotangents,
): Cotangents {
  const re = real ?? (imaginary && filled(0, { ...imaginary, dtype: 'f32' }));
  return re ? back(re, imaginary) : [];
}

/** How many frequencies each of half a spectrum stands for along its axis, to a power: itself and its conjugate, but for 0 and N/2. */
export function multiplicities(axis: Axis, length: number, power: 1 | -1): Node {
  const half = Math.floor(length / 2) + 1;
  const data = new Float32Array(half).map((_, k) => (k === 0 || 2 * k === length ? 1 : 2 ** power));
  return source(new HostVolume({ shape: { [axis]: half }, data }));
}
