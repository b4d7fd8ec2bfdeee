/** Convolution by Fourier transforms. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { array, begun, choice } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { BORDERS, borderParams } from '../border.js';
import { weightLengths } from '../weights.js';
import { convolvedByFourier, type Places } from './convolved.js';

const MODES = ['full', 'same', 'valid'] as const;

/**
 * The convolution with a kernel of any size at a cost that hardly depends on it, `out[i] = Σ_k kernel[k] · x[i - k]`, as scipy.signal.fftconvolve. `mode`
 * says which places are given: 'full', all where image and kernel overlap, N + K - 1 along each axis; 'same', the N in their middle, from (K - 1) / 2,
 * rounded down, on; 'valid', the N - K + 1 where the kernel lies within the image. The kernel is a volume in memory or a list: a flat one along x, nested ones along y and x,
 * or z, y and x; the other axes are a batch. Outside is 0 unless another border is asked for. f32, in the unit of the image times that of the kernel.
 *
 * An exact linear convolution: images are padded, to lengths that are quick to transform. The error is about 3e-7 of what the largest values make,
 * not of each value; a NaN or an infinity makes all of its image NaN. `convolve` chooses between this and the sum over the kernel, whichever is faster.
 * Stockham, High-speed convolution and correlation, 1966.
 *
 * Throws `ArgumentError` for kernels that are not finite or not of equal length, and with 'valid' for one longer than the image.
 * @example
 * import { fftConvolve, HostVolume, openEngine } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 0, 2) });
 * using engine = await openEngine();
 * using sum = await engine.run(fftConvolve(line, { kernel: [1, 2, 3], mode: 'full' }));
 * (await sum.read()).data; // 0 1 2 5 4 6
 */
export const fftConvolve = defineOp({
  name: 'fftConvolve',
  summary: 'Convolve with a kernel of any size by Fourier transforms.',
  alsoKnownAs: ['oaconvolve'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    kernel: begun(
      array('The kernel: a volume in memory, or lists nested up to three deep, of z, of y, of x.', {
        maxRank: 3,
      }),
      // a mean over a square
      () => Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => 1 / 25)),
    ),
    mode: choice(
      'Which places are given: all (full), as many as the image has (same), or those within it (valid).',
      MODES,
      {
        default: 'full',
      },
    ),
    border: choice(borderParams.border.doc, BORDERS, { default: 'constant' }),
    value: borderParams.value,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { kernel, mode, border, value }, refuse) {
    const length = weightLengths(kernel);
    const places = {} as Record<SpatialAxis, Places>;
    for (const axis of SPATIAL_AXES) {
      const [n, k] = [src.shape[axis], length[axis]];
      if (mode === 'valid' && k > n) refuse(`the kernel must be no longer than the image along ${axis}, ${n}`, `${k}`);
      places[axis] = {
        full: { start: 0, count: n + k - 1 },
        same: { start: (k - 1) >> 1, count: n },
        valid: { start: k - 1, count: n - k + 1 },
      }[mode];
    }
    return convolvedByFourier(src, { weights: kernel.data, length }, places, border, value);
  },
});
