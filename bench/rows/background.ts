/** Rows of the chapter `background`. */
import { flatField, multiply, rollingBall } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image512, image2048 } from '../shapes.js';

export const background: readonly BenchRow[] = [
  {
    name: 'rolling ball, radius 25',
    shape: image512,
    given: (noise) => multiply(noise, 255),
    build: (image) => rollingBall(image, { radius: 25 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.rolling_ball(a, radius=25)' },
  },
  {
    name: 'flat-field correction',
    shape: image2048,
    build: (image) => flatField(image, image),
    bytesPerVoxel: 12,
    peers: { numpy: 'a * a.mean() / a' },
  },
];
