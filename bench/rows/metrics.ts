/** Rows of the chapter `metrics`. */
import {
  flip,
  type HostVolume,
  hausdorffDistance,
  less,
  normalizedMutualInformation,
  peakSignalNoiseRatio,
  structuralSimilarity,
} from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

/** The same image upside down, which is only another way to walk it; peers have it in memory. */
const other = (image: HostVolume) => flip(image, { axes: 'y' });
const prepare = 'b = a[::-1].copy()';

export const metrics: readonly BenchRow[] = [
  {
    name: 'structural similarity, 7 x 7',
    shape: image2048,
    build: (image) => structuralSimilarity(image, other(image), { dataRange: 1 }).mean,
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: 'metrics.structural_similarity(a, b, data_range=1)' },
  },
  {
    name: 'structural similarity, gaussian',
    shape: image2048,
    build: (image) => structuralSimilarity(image, other(image), { dataRange: 1, gaussianWeights: true }).mean,
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: 'metrics.structural_similarity(a, b, data_range=1, gaussian_weights=True)' },
  },
  {
    name: 'peak signal to noise ratio',
    shape: image2048,
    build: (image) => peakSignalNoiseRatio(image, other(image), { dataRange: 1 }),
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: 'metrics.peak_signal_noise_ratio(a, b, data_range=1)' },
  },
  {
    name: 'normalised mutual information, 100 bins',
    shape: image2048,
    build: (image) => normalizedMutualInformation(image, other(image)),
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: 'metrics.normalized_mutual_information(a, b)' },
  },
  {
    name: 'hausdorff distance',
    shape: { y: 512, x: 512 },
    given: (noise) => less(noise, 0.01),
    build: (image) => hausdorffDistance(image, other(image)),
    bytesPerVoxel: 2,
    prepare: 'a = a.view(bool); b = a[::-1].copy()',
    peers: { skimage: 'metrics.hausdorff_distance(a, b)' },
  },
];
