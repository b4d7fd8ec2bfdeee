/** Rows of the chapter `measure`. */
import { histogram } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

export const measure: readonly BenchRow[] = [
  {
    name: 'histogram, 256 bins',
    shape: image2048,
    build: (image) => histogram(image, { bins: 256, range: [0, 1] }).counts,
    bytesPerVoxel: 4,
    peers: {
      opencv: 'cv2.calcHist([a], [0], None, [256], [0, 1])',
      numpy: 'np.histogram(a, 256, (0, 1))',
    },
  },
];
