/** Rows of the chapter `network`. */
import { matmul } from 'brightfield';
import type { BenchRow } from '../row.js';

export const network: readonly BenchRow[] = [
  {
    name: 'matrix product',
    shape: { y: 1024, x: 1024 },
    build: (image) => matmul(image, image),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.matmul(a, a)' },
  },
  {
    name: 'matrix product, both transposed',
    shape: { y: 1024, x: 1024 },
    build: (image) => matmul(image, image, { transposeA: true, transposeB: true }),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.matmul(a.T, a.T)' },
  },
];
