/** Rows of the chapter `restoration`. */
import { denoiseBilateral, denoiseNlMeans } from 'brightfield';
import type { BenchRow } from '../row.js';

export const restoration: readonly BenchRow[] = [
  {
    name: 'bilateral, sigma 1',
    shape: { y: 512, x: 512 },
    build: (image) => denoiseBilateral(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_bilateral(a)' },
  },
  {
    name: 'non-local means, patches of 7, distance 11',
    shape: { y: 512, x: 512 },
    build: (image) => denoiseNlMeans(image, { patchSize: 7, patchDistance: 11, h: 0.3 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_nl_means(a, 7, 11, 0.3, fast_mode=True)' },
  },
  {
    name: 'non-local means, volume, patches of 5, distance 4',
    shape: { z: 32, y: 64, x: 64 },
    build: (image) => denoiseNlMeans(image, { patchSize: 5, patchDistance: 4, h: 0.3 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_nl_means(a, 5, 4, 0.3, fast_mode=True)' },
  },
];
