/** The sums of an image along parallel beams. */
import { array } from '../../core/arrayParams.js';
import { flag } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { crop } from '../geometry/crop.js';
import { pad } from '../geometry/pad.js';
import { alongBeams } from './beams.js';

const theta = Array.from({ length: 180 }, (_, degrees) => degrees);

/**
 * The Radon transform of an image, as scikit-image's `radon`: a sinogram whose columns are the angles `theta`, in degrees, and whose rows are the beams. An angle turns the image about its voxel floor(N/2), anticlockwise as y points
 * down, with linear interpolation and 0 outside, and sums its columns. With `circle` what lies outside of the largest circle in the image counts as 0 and should be: of N voxels, the shorter side, there
 * are N beams. Otherwise the image is padded to its diagonal first, √2 times the longer side, rounded up. f32, in units of the image times a voxel; z, n and c are a batch, so a stack is projected slice by slice about z. Spacing is not looked at.
 *
 * Linear, and its adjoint is exact: `cgls`, `solveTv` and others reconstruct with it; `iradon` is filtered back-projection.
 *
 * Throws `ArgumentError` for an image longer than 8192 voxels.
 * @example
 * import { HostVolume, openEngine, radon } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 3, x: 3 }, data: Float32Array.of(0, 1, 0, 0, 2, 0, 0, 3, 0) });
 * using engine = await openEngine();
 * using sinogram = await engine.run(radon(image, { theta: [0, 90] }));
 * (await sinogram.read()).data; // 0 3, 6 2, 0 1
 */
export const radon = defineOp({
  name: 'radon',
  summary: 'Sum an image along parallel beams: its Radon transform.',
  alsoKnownAs: ['sinogram', 'projection'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    theta: array('The angles, in degrees.', { default: theta }),
    circle: flag('Whether the image is 0 outside of the largest circle in it.', { default: true }),
  },
  linear: true,
  lower([src], { theta: angles, circle }, refuse) {
    const { y, x } = src.shape;
    if (Math.max(y, x) > LONGEST) refuse(`the image must be at most ${LONGEST} voxels long`, `${Math.max(y, x)}`);
    if (circle) {
      const length = Math.min(y, x);
      const start = { y: Math.ceil((y - length) / 2), x: Math.ceil((x - length) / 2) };
      return alongBeams(y === x ? src : crop(src, { start, size: { y: length, x: length } }), angles.data);
    }
    const diagonal = Math.SQRT2 * Math.max(y, x);
    const room = { y: Math.ceil(diagonal - y), x: Math.ceil(diagonal - x) };
    const before = (length: number, more: number): number => Math.floor((length + more) / 2) - Math.floor(length / 2);
    const first = { y: before(y, room.y), x: before(x, room.x) };
    const last = { y: room.y - first.y, x: room.x - first.x };
    return alongBeams(pad(src, { before: first, after: last, border: 'constant' }), angles.data);
  },
});

const LONGEST = 8192;
