/** Rows of the chapters `generate` and `acquisition`. Phantoms have no peer that computes them. */
import { camera, cells, demosaic, sheppLogan } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048, volume128 } from '../shapes.js';

export const generate: readonly BenchRow[] = [
  {
    name: 'shepp-logan head, volume',
    shape: volume128,
    build: ({ shape: { z, y, x } }) => sheppLogan({ shape: { z, y, x } }),
    bytesPerVoxel: 4,
    peers: {},
  },
  {
    name: 'cells, 200 in a volume',
    shape: volume128,
    build: ({ shape: { z, y, x } }) => cells({ shape: { z, y, x }, count: 200, radius: 10 }).labels,
    bytesPerVoxel: 4,
    peers: {},
  },
  {
    name: 'camera, 12 bits',
    shape: image2048,
    build: (image) => camera(image, { quantumEfficiency: 1, bits: 12 }),
    bytesPerVoxel: 6,
    prepare: 'g = np.random.default_rng(1)',
    agrees: { of: 'distribution', abs: 0.05, rel: 0.01, why: 'other random numbers' },
    peers: {
      numpy:
        'np.clip(np.rint((np.minimum(g.poisson(a), 30000) + g.normal(0, 1.5, a.shape)) * 0.5 + 100), 0, 4095).astype(np.uint16)',
    },
  },
  {
    name: 'bilinear demosaic',
    shape: image2048,
    build: (image) => demosaic(image),
    dtype: 'u8',
    bytesPerVoxel: 13,
    peers: { opencv: { run: 'cv2.cvtColor(a, cv2.COLOR_BayerBG2RGB)', result: 'np.moveaxis(r, -1, 0)' } },
    agrees: { abs: 1, margin: 1, why: 'OpenCV rounds to bytes and repeats what is next to the edge' },
  },
];
