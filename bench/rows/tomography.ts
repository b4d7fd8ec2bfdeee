/** Rows of the chapter `tomography`. */
import { iradon, radon } from 'brightfield';
import type { BenchRow } from '../row.js';

export const tomography: readonly BenchRow[] = [
  {
    name: 'radon, 180 angles',
    shape: { y: 256, x: 256 },
    build: (image) => radon(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'transform.radon(a, preserve_range=True)' },
  },
  {
    name: 'filtered back-projection, 256 angles',
    shape: { y: 256, x: 256 },
    build: (image) => iradon(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'transform.iradon(a)' },
  },
];
