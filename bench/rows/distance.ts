/** Rows of the chapter `distance`. */
import { distanceTransformEdt, greater } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

export const distance: readonly BenchRow[] = [
  {
    name: 'distance transform, one voxel in 10 000 background',
    shape: image2048,
    build: (image) => distanceTransformEdt(greater(image, 1e-4)).distance,
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.distance_transform_edt(a > 1e-4)' },
  },
  {
    name: 'distance transform, volume',
    shape: { z: 128, y: 256, x: 256 },
    build: (image) => distanceTransformEdt(greater(image, 1e-4)).distance,
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.distance_transform_edt(a > 1e-4)' },
  },
];
