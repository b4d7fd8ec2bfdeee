/** Rows of the chapter `fourier`. */
import { fftConvolve, fftn, HostVolume, rfftn } from 'brightfield';
import type { BenchRow } from '../row.js';

const image1024 = { y: 1024, x: 1024 };
const imaginary = new HostVolume({ shape: image1024 });

const kernel = new HostVolume({ shape: { y: 65, x: 65 }, data: new Float32Array(65 * 65).fill(1 / 65) });

export const fourier: readonly BenchRow[] = [
  {
    name: 'fourier transform, complex',
    shape: image1024,
    build: (image) => fftn(image, { imaginary }).real,
    bytesPerVoxel: 16,
    prepare: 'import scipy.fft; b = a.astype(np.complex64)',
    peers: { scipy: 'scipy.fft.fft2(b, workers=2)' },
  },
  {
    name: 'fourier transform, real volume',
    shape: { z: 128, y: 256, x: 256 },
    build: (image) => rfftn(image).real,
    bytesPerVoxel: 8,
    prepare: 'import scipy.fft',
    peers: { scipy: 'scipy.fft.rfftn(a, workers=2)' },
  },
  {
    name: 'convolution by Fourier transforms, 65 x 65',
    shape: image1024,
    build: (image) => fftConvolve(image, { kernel, mode: 'same' }),
    bytesPerVoxel: 8,
    prepare: 'import scipy.signal; k = np.full((65, 65), 1 / 65, np.float32)',
    peers: { scipy: "scipy.signal.fftconvolve(a, k, 'same')" },
  },
];
