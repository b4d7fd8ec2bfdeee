/** Rows of the chapter `fourier`. */
import { fftConvolve, fftn, HostVolume, rfftn } from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image1024 } from '../shapes.js';

/** Zeros of the shape of an image. */
const zeros = ({ shape }: HostVolume): HostVolume => new HostVolume({ shape });

const SUMS: Agreement = { abs: 0.05, rel: 1e-4, why: 'sums of millions of numbers in f32' };

const kernel = new HostVolume({ shape: { y: 65, x: 65 }, data: new Float32Array(65 * 65).fill(1 / 65) });

export const fourier: readonly BenchRow[] = [
  {
    name: 'fourier transform, complex',
    shape: image1024,
    large: { y: 4096, x: 4096 },
    build: (image) => fftn(image, { imaginary: zeros(image) }).real,
    bytesPerVoxel: 16,
    prepare: 'b = a.astype(np.complex64)',
    peers: { scipy: { run: 'scipy.fft.fft2(b, workers=cores)', result: 'r.real' } },
    flopsPerVoxel: 100,
    agrees: SUMS,
  },
  {
    name: 'fourier transform, real volume',
    shape: { z: 128, y: 256, x: 256 },
    build: (image) => rfftn(image).real,
    bytesPerVoxel: 8,
    peers: { scipy: { run: 'scipy.fft.rfftn(a, workers=cores)', result: 'r.real' } },
    flopsPerVoxel: 58,
    agrees: { abs: 0.5, rel: 1e-4, why: 'the sum of all, 4 million, has steps of 0.5 in f32' },
  },
  {
    name: 'convolution by Fourier transforms, 65 x 65',
    shape: image1024,
    build: (image) => fftConvolve(image, { kernel, mode: 'same' }),
    bytesPerVoxel: 8,
    prepare: 'k = np.full((65, 65), 1 / 65, np.float32)',
    peers: { scipy: "scipy.signal.fftconvolve(a, k, 'same')" },
  },
];
