/** Filter oracles against scipy.ndimage and skimage.filters at all five borders. */
import { expect, it } from 'vitest';
import { type Field, filter as f, fieldOf } from '../../oracle/index.js';
import { type Call, checkChapter, input } from './chapter.js';

/** Parameters as in the golden file. */
const tuned =
  <P>(oracle: (x: Field, parameters: P) => Field): Call =>
  (inputs, parameters) =>
    oracle(input(inputs), parameters as P);
/** A second input is the kernel. */
const withKernel =
  (oracle: (x: Field, kernel: Field, options: f.KernelOptions) => Field): Call =>
  (inputs, parameters) =>
    oracle(input(inputs), input(inputs, 1), parameters as f.KernelOptions);

checkChapter('filter', {
  convolveAxis: tuned(f.convolveAxis),
  gaussian: tuned(f.gaussian),
  gaussianLaplace: tuned(f.gaussianLaplace),
  uniformFilter: tuned(f.uniformFilter),
  convolve: withKernel(f.convolve),
  correlate: withKernel(f.correlate),
  laplace: tuned(f.laplace),
  gradientComponent: tuned(f.gradientComponent),
  gradientMagnitude: tuned(f.gradientMagnitude),
  sobel: tuned(f.sobel),
  scharr: tuned(f.scharr),
  prewitt: tuned(f.prewitt),
});

it('NaN spreads as far as the taps that are not 0', () => {
  const x = fieldOf({ x: 5 }, [1, 2, Number.NaN, 4, 5]);
  expect([...f.gradientComponent(x, { axis: 'x' }).data]).toEqual([0.5, Number.NaN, 1, Number.NaN, 0.5]);
});

it('a ramp of one a voxel has edges of 2 and central differences of 1', () => {
  const x = fieldOf({ y: 3, x: 5 }, [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
  expect(f.sobel(x, { axis: 'x' }).data[7]).toBe(2);
  expect(f.sobel(x).data[7]).toBe(Math.sqrt(2));
  expect(f.gradientMagnitude(x).data[7]).toBe(1);
});
