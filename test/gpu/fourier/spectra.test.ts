/** Spectra to look at: shifts, frequencies, powers. */
import { fftFrequencies } from '../../../src/ops/fourier/fftFrequencies.js';
import { fftshift } from '../../../src/ops/fourier/fftshift.js';
import { ifftshift } from '../../../src/ops/fourier/ifftshift.js';
import { powerSpectrum } from '../../../src/ops/fourier/powerSpectrum.js';
import { type Field, fieldOf, fourier, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const exact = { abs: 0, rel: 0, why: 'voxels are moved, not computed' };
const rows = [
  { name: 'odd and even', inputs: [randomField({ y: 7, x: 10 }, 1)] },
  { name: 'a stack', inputs: [randomField({ z: 3, y: 4, x: 5 }, 2)], params: { axes: 'zx' } },
];

checkOp(fftshift, { oracle: ([x], params) => fourier.shifted(x as Field, params), tolerance: exact, rows });
checkOp(ifftshift, { oracle: ([x], params) => fourier.shifted(x as Field, params, true), tolerance: exact, rows });

checkOp(fftFrequencies, {
  oracle(_none, { axis = 'x', length, spacing = 1, half }) {
    const [n, d] = [length as number, spacing as number];
    // the whole number of the least size that is k modulo N; of two such the one below 0, but above in half a spectrum
    const all = Array.from({ length: n }, (_, k) => (2 * k < n || (half && 2 * k === n) ? k : k - n));
    const wanted = half ? all.filter((k) => k >= 0) : all;
    return fieldOf(
      { [axis as string]: wanted.length },
      wanted.map((k) => k / (n * d)),
    );
  },
  tolerance: { abs: 0, rel: 6e-8, why: 'one rounding of f32' },
  without: { windows: 'a source', buffers: 'a source', unfused: 'a source' },
  rows: [
    { name: 'even', inputs: [], params: { length: 10, spacing: 0.3 } },
    { name: 'odd, along z', inputs: [], params: { axis: 'z', length: 7 } },
    { name: 'half, even', inputs: [], params: { length: 10, half: true } },
    { name: 'half, odd', inputs: [], params: { length: 7, half: true, spacing: 2 } },
  ],
  refuses: [
    [[], { length: 0 }, /^fftFrequencies: length must be a whole number from 1 to 67108864 voxel, got 0/],
    [[], { length: 4, spacing: 0 }, /^fftFrequencies: spacing must be a finite number of at least 1e-30, got 0/],
  ],
});

checkOp(powerSpectrum, {
  oracle: ([x], params, { imaginary }) => fourier.powerSpectrum(x as Field, imaginary as Field | undefined, params),
  tolerance: { abs: 1e-4, rel: 3e-5, why: 'squares of sums of up to a hundred numbers, in log N roundings each' },
  rows: [
    { name: 'power', inputs: [randomField({ y: 6, x: 9 }, 1)], tolerance: { abs: 1e-3, rel: 3e-5, why: 'of a batch' } },
    {
      name: 'logarithm of a complex image',
      inputs: [randomField({ y: 5, x: 16 }, 2)],
      optional: { imaginary: randomField({ y: 5, x: 16 }, 3) },
      params: { scale: 'log', norm: 'ortho', shifted: false },
      without: ['batch'],
    },
    { name: 'amplitude along y', inputs: [randomField({ y: 8, x: 6 }, 4)], params: { axes: 'y', scale: 'amplitude' } },
  ],
});
