/** Rows of the chapter `noise`. Peers draw float64, but where they can be told otherwise. */
import { gaussianNoise, poissonNoise, randomUniform, saltAndPepper } from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

const prepare = 'g = np.random.default_rng(1)';

const DRAWN: Agreement = { of: 'distribution', abs: 2e-3, rel: 0.01, why: 'other random numbers' };

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
    agrees: DRAWN,
  },
  {
    name: 'uniform random numbers',
    shape: image2048,
    build: ({ shape }) => randomUniform({ shape, seed: 1 }),
    bytesPerVoxel: 4,
    prepare,
    peers: { numpy: 'g.random(a.shape, dtype=np.float32)' },
    agrees: DRAWN,
  },
  {
    name: 'salt and pepper',
    shape: image2048,
    build: (image) => saltAndPepper(image, { amount: 0.1, seed: 1 }),
    bytesPerVoxel: 8,
    peers: { skimage: "util.random_noise(a, 's&p', amount=0.1, clip=False)" },
    agrees: DRAWN,
  },
  {
    name: 'poisson noise, up to 8 photons',
    shape: image2048,
    build: (image) => poissonNoise(image, { scale: 8, seed: 1 }),
    bytesPerVoxel: 8,
    prepare,
    peers: { numpy: { run: 'g.poisson(8 * a)', result: 'r / 8' } },
    agrees: DRAWN,
  },
  {
    name: 'poisson noise, up to 1000 photons',
    shape: image2048,
    build: (image) => poissonNoise(image, { scale: 1000, seed: 1 }),
    bytesPerVoxel: 8,
    prepare,
    peers: { numpy: { run: 'g.poisson(1000 * a)', result: 'r / 1000' } },
    agrees: DRAWN,
  },
];
