/** Filtered back-projection. */
import { optionalArray } from '../../core/arrayParams.js';
import { HostVolume } from '../../core/hostVolume.js';
import { choice, flag } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, source } from '../../graph/primitive.js';
import { irfftn } from '../fourier/irfftn.js';
import { rfftn } from '../fourier/rfftn.js';
import { crop } from '../geometry/crop.js';
import { pad } from '../geometry/pad.js';
import { multiply } from '../pointwise/arithmetic.js';
import { smearedBack } from './beams.js';
import { FILTERS, rampFilter } from './rampFilter.js';

/** What is as long as that of scikit-image. */
const LEAST_PADDED = 64;
const MOST_BEAMS = 8192;

/**
 * The image of a sinogram by filtered back-projection, as scikit-image's `iradon` with linear interpolation: its columns are angles `theta` in degrees (evenly from 0 to below 180 where left out), its rows beams, as
 * `radon` makes them. Projections are filtered along the beams, padded to a power of two (at least 64) of twice their length, and smeared back over the image. With `circle` the result is as long as there are beams, and 0 outside of the
 * circle; otherwise 1/√2 times as long. f32; z, n and c are a batch. Of few angles or much noise `solveTv` with `radon` makes a better image.
 *
 * Throws `ArgumentError` where there are not as many angles as columns, and for more than 8192 beams.
 * @example
 * import { HostVolume, iradon, openEngine, radon } from 'brightfield';
 * const disk = new HostVolume({ shape: { y: 16, x: 16 }, data: new Float32Array(256).map((_, i) => +Math.hypot((i >> 4) - 8, (i & 15) - 8 < 5)) });
 * using engine = await openEngine();
 * using image = await engine.run(iradon(radon(disk)));
 * image.shape.x; // 16
 */
export const iradon = defineOp({
  name: 'iradon',
  summary: 'Reconstruct an image from its sinogram by filtered back-projection.',
  alsoKnownAs: ['fbp', 'filtered back-projection'],
  inputs: [{ name: 'src', doc: 'The sinogram.' }],
  params: {
    theta: optionalArray('The angles of the columns, in degrees; evenly from 0 to below 180 where left out.'),
    filter: choice('What high frequencies are multiplied by.', FILTERS, { default: 'ramp' }),
    circle: flag('Whether the image is 0 outside of the largest circle in it.', { default: true }),
  },
  linear: true,
  lower([src], { theta, filter, circle }, refuse) {
    const { y: beams, x: count } = src.shape;
    if (theta && theta.data.length !== count)
      refuse(`there must be an angle for each of the ${count} columns`, `${theta.data.length}`);
    if (beams > MOST_BEAMS) refuse(`there must be at most ${MOST_BEAMS} beams`, `${beams}`);
    const angles = theta?.data ?? Array.from({ length: count }, (_, k) => (180 * k) / count);
    const wide = circle ? Math.ceil(Math.SQRT2 * beams) : beams;
    const before = Math.floor(wide / 2) - Math.floor(beams / 2);
    const padded = Math.max(LEAST_PADDED, 2 ** Math.ceil(Math.log2(2 * wide)));
    const after = padded - beams - before;
    const long = pad(asFloat(src), { before: { y: before }, after: { y: after }, border: 'constant' });
    const response = source(new HostVolume({ shape: { y: padded / 2 + 1 }, data: rampFilter(padded, filter) }));
    const { real, imaginary } = rfftn(long, { axes: 'y' });
    const back = irfftn(multiply(real, response), {
      imaginary: multiply(imaginary, response),
      axes: 'y',
      length: padded,
    });
    const filtered = crop(back, { size: { y: wide } });
    const length = circle ? beams : Math.floor(Math.sqrt(beams ** 2 / 2));
    if (length === 0) refuse('there must be at least two beams where the image is no circle', `${beams}`);
    return smearedBack(filtered, angles, { length, factor: Math.PI / (2 * count), isCircle: circle });
  },
});
