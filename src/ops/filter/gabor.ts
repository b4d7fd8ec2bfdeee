/** Gabor's filter. */
import { optional } from '../../core/optionalParam.js';
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { convolve } from './convolve.js';

/** σ · frequency for a bandwidth in octaves. */
const sigmaRatio = (bandwidth: number): number =>
  ((1 / Math.PI) * Math.sqrt(Math.log(2) / 2) * (2 ** bandwidth + 1)) / (2 ** bandwidth - 1);

const sigma = (axis: string) =>
  optional(
    number(`Standard deviation along ${axis} before rotation; from the bandwidth when left out.`, {
      min: 0.01,
      max: 1000,
      unit: 'voxel',
    }),
  );

/**
 * Convolution in every yx slice with a Gaussian times a complex wave: `real` and `imaginary` responses, f32 of the shape of the image, in its units. The
 * kernel is scikit-image's `gabor_kernel`, `exp(-u²/2σu² - v²/2σv² + i(2π·frequency·u + offset)) / 2πσuσv` with u, v turned by `theta`, cut at
 * `stds` standard deviations, 15 x 15 voxels for the default; the operation is its `gabor`. Large kernels by Fourier transforms, as `convolve`: a NaN then
 * spreads over its image. Throws `ArgumentError` where the kernel would be wider than 1001 voxels. D. Gabor, Theory of communication, 1946.
 * @example
 * import { gabor, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const waves = new HostVolume({ shape: { y: 16, x: 16 }, data: Float32Array.from({ length: 256 }, (_, i) => Math.cos(0.5 * Math.PI * i)) });
 * const { real } = await engine.run(gabor(waves, { frequency: 0.25 }));
 * (await real.read()).at({ y: 8, x: 8 }) > 0.4; // true: half the wave of this frequency and direction
 */
export const gabor = defineOp({
  name: 'gabor',
  summary: 'Measure a wave of one frequency and direction.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    frequency: number('Waves a voxel.', { default: 0.25, min: 1e-4, max: 10 }),
    theta: number('Direction of the wave: 0 is along x, a quarter turn along y. In radians.', { default: 0 }),
    bandwidth: number('Bandwidth in octaves.', { default: 1, min: 0.05, max: 10 }),
    sigmaX: sigma('the wave'),
    sigmaY: sigma('its front'),
    stds: number('Half-width of the kernel, in standard deviations.', { default: 3, min: 0.1, max: 10 }),
    offset: number('Phase of the wave in radians.', { default: 0 }),
    ...borderParams,
  },
  outputs: { real: 'the response to the cosine', imaginary: 'the response to the sine' },
  lower([src], { frequency, theta, bandwidth, sigmaX, sigmaY, stds, offset, border, value }, refuse) {
    const su = sigmaX ?? sigmaRatio(bandwidth) / frequency;
    const sv = sigmaY ?? sigmaRatio(bandwidth) / frequency;
    const [cos, sin] = [Math.cos(theta), Math.sin(theta)];
    const half = (u: number, v: number): number => Math.ceil(Math.max(Math.abs(stds * u), Math.abs(stds * v), 1));
    const [width, height] = [half(su * cos, sv * sin), half(sv * cos, su * sin)];
    if (Math.max(width, height) > 500)
      refuse(
        'the kernel must be at most 1001 voxels wide (a higher frequency, fewer stds)',
        `${2 * Math.max(width, height) + 1}`,
      );
    const line = (reach: number): number[] => Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
    const kernel = (wave: (phase: number) => number): number[][] =>
      line(height).map((y) =>
        line(width).map((x) => {
          const [u, v] = [x * cos + y * sin, y * cos - x * sin];
          const bell = Math.exp(-0.5 * ((u / su) ** 2 + (v / sv) ** 2)) / (2 * Math.PI * su * sv);
          return bell * wave(2 * Math.PI * frequency * u + offset);
        }),
      );
    return {
      real: convolve(src, { weights: kernel(Math.cos), border, value }),
      imaginary: convolve(src, { weights: kernel(Math.sin), border, value }),
    };
  },
});
