/** Rows of the chapter `transform`. */
import { affineTransform } from 'brightfield';
import type { BenchRow } from '../row.js';

const TURNED = [
  [0.98, 0.1, -0.05],
  [-0.1, 0.97, 0.08],
  [0.05, -0.08, 0.99],
];
const MATRIX = JSON.stringify(TURNED);

export const transform: readonly BenchRow[] = [
  {
    name: 'affine map of a volume, linear',
    shape: { z: 128, y: 256, x: 256 },
    build: (image) => affineTransform(image, { matrix: TURNED, order: 1 }),
    bytesPerVoxel: 8,
    peers: { scipy: `ndimage.affine_transform(a, ${MATRIX}, order=1)` },
  },
  {
    name: 'affine map of a volume, cubic',
    shape: { z: 64, y: 128, x: 128 },
    build: (image) => affineTransform(image, { matrix: TURNED }),
    bytesPerVoxel: 8,
    peers: { scipy: `ndimage.affine_transform(a, ${MATRIX})` },
  },
];
