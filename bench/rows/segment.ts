/** Rows of the chapter `segment`. */
import { cast, gaussian, localMinima, multiply, watershed } from 'brightfield';
import type { BenchRow } from '../row.js';

export const segment: readonly BenchRow[] = [
  {
    name: 'watershed from all minima',
    shape: { y: 1024, x: 1024 },
    build: (image) => {
      const smooth = gaussian(image, { sigma: 4 });
      return watershed(smooth, cast(multiply(localMinima(smooth), 7), { dtype: 'i32' }));
    },
    bytesPerVoxel: 12,
    prepare: 'b = ndimage.gaussian_filter(a, 4)',
    peers: { skimage: 'segmentation.watershed(b, morphology.local_minima(b) * 7)' },
  },
];
