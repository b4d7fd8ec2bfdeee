/** Rows of the chapter `exposure`. */
import {
  adjustGamma,
  adjustLog,
  adjustSigmoid,
  adjustSine,
  cast,
  equalizeAdapthist,
  equalizeHist,
  HostVolume,
  lookup,
  matchHistograms,
  multiply,
  rescaleIntensity,
} from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048, volume128 } from '../shapes.js';

const entries = new HostVolume({ shape: { x: 256 }, data: new Float32Array(256).map((_, i) => i * i) });

export const exposure: readonly BenchRow[] = [
  {
    name: 'gamma correction',
    shape: image2048,
    build: (image) => adjustGamma(image, { gamma: 2.2 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'exposure.adjust_gamma(a, 2.2)' },
  },
  {
    name: 'logarithmic correction',
    shape: image2048,
    build: (image) => adjustLog(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'exposure.adjust_log(a)' },
  },
  {
    name: 'sigmoid correction',
    shape: image2048,
    build: (image) => adjustSigmoid(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'exposure.adjust_sigmoid(a)' },
  },
  {
    name: 'sine correction',
    shape: image2048,
    build: (image) => adjustSine(image),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.float32(0.5) + np.float32(0.5) * np.sin(a * np.float32(np.pi) - np.float32(np.pi / 2))' },
  },
  {
    name: 'stretch between percentiles',
    shape: image2048,
    build: (image) => rescaleIntensity(image, { percentiles: [2, 98] }),
    bytesPerVoxel: 16,
    peers: { skimage: 'exposure.rescale_intensity(a, tuple(np.percentile(a, (2, 98))))' },
  },
  {
    name: 'histogram equalisation',
    shape: image2048,
    build: (image) => equalizeHist(image),
    bytesPerVoxel: 12,
    peers: { skimage: 'exposure.equalize_hist(a)' },
  },
  {
    name: 'adaptive histogram equalisation',
    shape: image2048,
    build: (image) => equalizeAdapthist(image),
    bytesPerVoxel: 16,
    peers: { skimage: 'exposure.equalize_adapthist(a)' },
    agrees: { abs: 0.03, why: 'scikit-image rounds to 16 bits before, and stretches afterwards' },
  },
  {
    name: 'adaptive histogram equalisation, volume',
    shape: volume128,
    build: (image) => equalizeAdapthist(image),
    bytesPerVoxel: 16,
    peers: { skimage: 'exposure.equalize_adapthist(a)' },
    agrees: { abs: 0.03, why: 'scikit-image rounds to 16 bits before, and stretches afterwards' },
  },
  {
    name: 'histogram matching, 8 bits',
    shape: image2048,
    build: (image) =>
      matchHistograms(
        cast(multiply(image, 255), { dtype: 'u8' }),
        cast(multiply(multiply(image, image), 255), { dtype: 'u8' }),
      ),
    bytesPerVoxel: 16,
    peers: {
      skimage: 'exposure.match_histograms(np.rint(a * 255).astype(np.uint8), np.rint(a * a * 255).astype(np.uint8))',
    },
  },
  {
    name: 'histogram matching',
    shape: image2048,
    build: (image) => matchHistograms(image, multiply(image, image)),
    bytesPerVoxel: 16,
    peers: { skimage: 'exposure.match_histograms(a, a * a)' },
    agrees: { abs: 0.01, why: 'ours is by histograms, off by what a bin spans' },
  },
  {
    name: 'lookup, 256 entries',
    shape: image2048,
    build: (image) => lookup(image, entries, { range: [0, 1] }),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.interp(a, np.linspace(0, 1, 256), np.arange(256) ** 2)' },
  },
];
