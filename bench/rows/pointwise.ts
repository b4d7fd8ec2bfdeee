/** Rows of the chapter `pointwise`. */
import { abs, add, clamp, invert, multiply } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048, image16384 } from '../shapes.js';

export const pointwise: readonly BenchRow[] = [
  {
    name: 'invert, multiply, add, abs, clamp',
    shape: image2048,
    large: image16384,
    build: (image) => clamp(abs(add(multiply(invert(image), 1.5), -0.25)), { min: 0, max: 1 }),
    bytesPerVoxel: 8,
    flopsPerVoxel: 6,
    peers: { numpy: 'np.clip(np.abs((1 - a) * np.float32(1.5) - np.float32(0.25)), 0, 1)' },
  },
];
