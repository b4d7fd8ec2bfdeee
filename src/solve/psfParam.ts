/** Point spread functions as parameters, and as factors of spectra. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { HostVolume } from '../core/hostVolume.js';
import type { NumberArray } from '../core/params.js';
import { psf } from '../core/psf/psfParam.js';
import type { Node } from '../graph/node.js';
import type { RefuseCall } from '../graph/operation.js';
import { source } from '../graph/primitive.js';
import type { Both } from '../ops/fourier/complex.js';
import { rfftn } from '../ops/fourier/rfftn.js';
import { pad } from '../ops/geometry/pad.js';
import { roll } from '../ops/geometry/roll.js';

export const psfParam = {
  psf: psf(
    'The point spread function: a builder by its name and its options, a volume in memory, or lists nested up to three deep, of z, of y, of x; of odd lengths, its centre in the middle, its sum 1.',
  ),
};

/** The lengths of a point spread function by axis. */
export function lengthsOf({ shape }: NumberArray): Record<SpatialAxis, number> {
  const [x = 1, y = 1, z = 1] = [...shape].reverse();
  return { z, y, x };
}

const MOST_OFF = 1e-3;

/** Refuses what is no point spread function for the image. */
export function checkPsf(psf: NumberArray, shape: Shape, refuse: RefuseCall): void {
  const lengths = lengthsOf(psf);
  for (const axis of SPATIAL_AXES) {
    const length = lengths[axis];
    if (length % 2 === 0)
      refuse(
        `the psf must have an odd length along ${axis}, so that it has a centre (pad it by a row of zeros)`,
        `${length}`,
      );
    if (length > shape[axis])
      refuse(`the psf must be no longer than the image along ${axis}, ${shape[axis]}`, `${length}`);
  }
  const sum = psf.data.reduce((a, b) => a + b, 0);
  if (psf.data.every((number) => number === 0)) refuse('the psf must not be all zeros', 'zeros');
  if (!(Math.abs(sum - 1) <= MOST_OFF))
    refuse('the psf must have the sum 1, or the image would change its brightness (divide it by its sum)', `${sum}`);
}

/** The transform of the psf, its centre at voxel 0 of a volume of the image's shape: what a periodic convolution multiplies spectra with. */
export function transferOf(psf: NumberArray, shape: Shape, axes: readonly SpatialAxis[]): Both {
  const lengths = lengthsOf(psf);
  const image: Node = source(new HostVolume({ shape: lengths, data: Float32Array.from(psf.data) }));
  const after = Object.fromEntries(SPATIAL_AXES.map((axis) => [axis, shape[axis] - lengths[axis]]));
  const shift = Object.fromEntries(SPATIAL_AXES.map((axis) => [axis, -(lengths[axis] >> 1)]));
  const { real, imaginary } = rfftn(roll(pad(image, { after, border: 'constant' }), { shift }), { axes });
  return { re: real, im: imaginary };
}
