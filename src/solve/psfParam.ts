/** Point spread functions as parameters, and as factors of spectra. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { HostVolume } from '../core/hostVolume.js';
import { begun, type NumberArray } from '../core/params.js';
import { psf } from '../core/psf/psfParam.js';
import type { Node } from '../graph/node.js';
import type { RefuseCall } from '../graph/operation.js';
import { source } from '../graph/primitive.js';
import { forward, forwardReal } from '../ops/fourier/along.js';
import { type Both, both, type Complex, mapped, product } from '../ops/fourier/complex.js';
import { pad } from '../ops/geometry/pad.js';
import { weightLengths } from '../ops/weights.js';

export const psfParam = {
  psf: begun(
    psf(
      'The point spread function: a builder by its name and its options, a volume in memory, or lists nested up to three deep, of z, of y, of x; of odd lengths, its centre in the middle, its sum 1.',
    ),
    () => ({ gaussian: { sigma: 1 } }),
  ),
};

const MOST_OFF = 1e-3;

/** Refuses what is no point spread function for the image. */
export function checkPsf(psf: NumberArray, shape: Shape, refuse: RefuseCall): void {
  const lengths = weightLengths(psf);
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

/**
 * The transform of the psf, its centre at voxel 0 of a volume of the image's shape: what a periodic convolution multiplies spectra with. Rows are lengthened axis by axis, so that
 * those of zeros are not transformed; the centre is moved by turning phases. Of a psf that is the same turned round its centre it is real: nobody holds or reads another part.
 */
export function transferOf(psf: NumberArray, shape: Shape, axes: readonly SpatialAxis[]): Complex {
  const lengths = weightLengths(psf);
  const longer = (part: Node, axis: SpatialAxis): Node =>
    pad(part, { after: { [axis]: shape[axis] - lengths[axis] }, border: 'constant' });
  const image: Node = source(new HostVolume({ shape: lengths, data: Float32Array.from(psf.data) }));
  const last = axes.at(-1) ?? 'x';
  const centred = (spectrum: Complex, axis: SpatialAxis): Complex => {
    const half = lengths[axis] >> 1;
    return half === 0 ? spectrum : product(spectrum, turns(axis, spectrum.re.shape[axis], half / shape[axis]));
  };
  const transfer = axes
    .slice(0, -1)
    .reverse()
    .reduce<Complex>(
      (z, axis) =>
        centred(
          forward(
            mapped(z, (part) => longer(part, axis)),
            axis,
          ),
          axis,
        ),
      centred(forwardReal(longer(image, last), last), last),
    );
  return isEven(psf) ? { re: transfer.re, im: undefined } : both(transfer);
}

function isEven({ data }: NumberArray): boolean {
  return data.every((number, at) => number === data.at(-1 - at));
}

/** exp(2πi k share) for each frequency along an axis. */
function turns(axis: SpatialAxis, frequencies: number, share: number): Both {
  const table = (of: (angle: number) => number): Node =>
    source(
      new HostVolume({
        shape: { [axis]: frequencies },
        data: Float32Array.from({ length: frequencies }, (_, k) => of(2 * Math.PI * ((k * share) % 1))),
      }),
    );
  return { re: table(Math.cos), im: table(Math.sin) };
}
