/** Rows of the chapter `geodesic`. */
import { areaOpening, cast, gaussian, greater, localMaxima, multiply, skeletonize } from 'brightfield';
import type { BenchRow } from '../row.js';

export const geodesic: readonly BenchRow[] = [
  {
    name: 'area opening of u8',
    shape: { y: 512, x: 512 },
    build: (image) => areaOpening(cast(multiply(image, 255), { dtype: 'u8' })),
    bytesPerVoxel: 5,
    peers: { skimage: 'morphology.area_opening(np.rint(a * 255).astype(np.uint8))' },
  },
  {
    name: 'skeleton of a volume',
    shape: { z: 64, y: 96, x: 96 },
    build: (image) => skeletonize(greater(gaussian(image, { sigma: 4 }), 0.5)),
    bytesPerVoxel: 5,
    peers: { skimage: { run: 'morphology.skeletonize_3d(ndimage.gaussian_filter(a, 4) > 0.5)', result: 'r > 0' } },
  },
  {
    name: 'local maxima',
    shape: { y: 1024, x: 1024 },
    build: (image) => localMaxima(gaussian(image, { sigma: 2 })),
    bytesPerVoxel: 5,
    peers: { skimage: 'morphology.local_maxima(ndimage.gaussian_filter(a, 2))' },
  },
];
