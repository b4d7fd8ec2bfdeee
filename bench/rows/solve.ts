/** Rows of the chapter `solve`: iterations, whose number is kept. */
import { denoiseTgv, denoiseTv } from 'brightfield';
import type { BenchRow } from '../row.js';

const ended = { tolerance: 1e-7, maxIterations: 100 };

export const solve: readonly BenchRow[] = [
  {
    name: 'total variation, 100 iterations',
    shape: { y: 1024, x: 1024 },
    large: { y: 8192, x: 8192 },
    build: (image) => denoiseTv(image, { weight: 0.2, ...ended }).result,
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_tv_chambolle(a, 0.2, eps=0, max_num_iter=100)' },
    agrees: { abs: 0.08, why: 'two methods for one minimum, neither there after 100 steps' },
    flopsPerVoxel: 3000,
  },
  {
    name: 'total generalised variation, 100 iterations',
    shape: { y: 512, x: 512 },
    build: (image) => denoiseTgv(image, { alpha1: 0.2, alpha0: 0.4, ...ended }).result,
    bytesPerVoxel: 8,
    peers: {},
  },
];
