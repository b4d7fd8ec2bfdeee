/** Rows of the chapter `noise`. Peers draw float64, but where they can be told otherwise. */
import { gaussianNoise, poissonNoise, randomUniform, saltAndPepper } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

const prepare = 'g = np.random.default_rng(1)';

export const noise: readonly BenchRow[] = [
  {
    name: 'gaussian noise',
    shape: image2048,
    build: (image) => gaussianNoise(image, { sigma: 0.1, seed: 1 }),
    bytesPerVoxel: 8,
    prepare,
    peers: {
      numpy: 'a + g.normal(0, 0.1, a.shape)',
      skimage: "util.random_noise(a, 'gaussian', var=0.01, clip=False)",
    },
  },
  {
    name: 'uniform random numbers',
    shape: image2048,
    build: () => randomUniform({ shape: image2048, seed: 1 }),
    bytesPerVoxel: 4,
    prepare,
    peers: { numpy: 'g.random(a.shape, dtype=np.float32)' },
  },
  {
    name: 'salt and pepper',
    shape: image2048,
    build: (image) => saltAndPepper(image, { amount: 0.1, seed: 1 }),
    bytesPerVoxel: 8,
    peers: { skimage: "util.random_noise(a, 's&p', amount=0.1, clip=False)" },
  },
  {
    name: 'poisson noise, up to 8 photons',
    shape: image2048,
    build: (image) => poissonNoise(image, { scale: 8, seed: 1 }),
    bytesPerVoxel: 8,
    prepare,
    peers: { numpy: 'g.poisson(8 * a)' },
  },
  {
    name: 'poisson noise, up to 1000 photons',
    shape: image2048,
    build: (image) => poissonNoise(image, { scale: 1000, seed: 1 }),
    bytesPerVoxel: 8,
    prepare,
    peers: { numpy: 'g.poisson(1000 * a)' },
  },
];
