/**
 * What is asked of rows on the software driver: the least ratio of a peer's time to ours. Floors were reached by prototypes on
 * another processor (a Xeon of two cores, Mesa 26.1.6), whose times stand beside them in milliseconds; goals were not measured before.
 */
import type { PeerName } from './row.js';

export interface Floor {
  readonly row: string;
  /** `copy`: a plain copy of as many bytes as the row must move at least. */
  readonly against: PeerName | 'copy';
  readonly ratio: number;
  /** What prototypes took where floors come from, and what the peer took there. */
  readonly there?: { readonly ours: number; readonly theirs: number };
}

export const FLOORS: readonly Floor[] = [
  { row: 'gaussian sigma 2', against: 'scipy', ratio: 8, there: { ours: 10.9, theirs: 108 } },
  { row: 'gaussian sigma 2', against: 'opencv', ratio: 0.7, there: { ours: 10.9, theirs: 8.7 } },
  { row: 'gaussian sigma 2, volume', against: 'scipy', ratio: 3.5, there: { ours: 93.7, theirs: 374 } },
  { row: 'sobel magnitude', against: 'opencv', ratio: 4, there: { ours: 3.6, theirs: 16.1 } },
  { row: 'sobel magnitude', against: 'skimage', ratio: 12, there: { ours: 3.6, theirs: 83 } },
  { row: 'invert, multiply, add, abs, clamp', against: 'copy', ratio: 1 / 1.3 },
  { row: 'median 3 x 3', against: 'opencv', ratio: 0.8, there: { ours: 3.7, theirs: 3.45 } },
  { row: 'median 3 x 3', against: 'scipy', ratio: 100, there: { ours: 3.7, theirs: 459 } },
  { row: 'median 5 x 5', against: 'opencv', ratio: 0.7, there: { ours: 24.7, theirs: 20.2 } },
  { row: 'median 5 x 5', against: 'scipy', ratio: 50, there: { ours: 24.7, theirs: 1400 } },
  { row: 'dilation, square of radius 1', against: 'opencv', ratio: 0.9, there: { ours: 3.9, theirs: 4.06 } },
  { row: 'dilation, square of radius 7', against: 'opencv', ratio: 0.5, there: { ours: 9.3, theirs: 5.4 } },
  { row: 'dilation, square of radius 25', against: 'opencv', ratio: 0.75, there: { ours: 15.6, theirs: 13.2 } },
  { row: 'distance transform, one voxel in 10 000 background', against: 'scipy', ratio: 10 },
  { row: 'distance transform, volume', against: 'scipy', ratio: 10 },
  { row: 'bilateral, sigma 1', against: 'skimage', ratio: 5 },
  { row: 'non-local means, patches of 7, distance 11', against: 'skimage', ratio: 2 },
  { row: 'label, noise above 0.6', against: 'scipy', ratio: 1 },
  { row: 'label, volume, noise above 0.8', against: 'scipy', ratio: 1 },
  { row: 'gaussian, threshold, label, measure size and place', against: 'skimage', ratio: 10 },
  { row: 'affine map of a volume, linear', against: 'scipy', ratio: 5 },
  { row: 'total variation, 100 iterations', against: 'skimage', ratio: 2.3, there: { ours: 360, theirs: 920 } },
  { row: 'fourier transform, complex', against: 'scipy', ratio: 0.5, there: { ours: 12.4, theirs: 6.8 } },
  { row: 'fourier transform, real volume', against: 'scipy', ratio: 0.6 },
  {
    row: 'convolution layer 3x3, 32 to 32 channels',
    against: 'torch',
    ratio: 0.45,
    there: { ours: 35, theirs: 19 },
  },
  { row: 'convolution layer 3x3, 32 to 32 channels', against: 'tfjs', ratio: 4, there: { ours: 35, theirs: 157 } },
  { row: 'convolution layer forwards and backwards', against: 'torch', ratio: 0.3, there: { ours: 124, theirs: 41 } },
  { row: 'convolution layer forwards and backwards', against: 'tfjs', ratio: 9, there: { ours: 124, theirs: 1330 } },
  {
    row: 'random forest, 100 trees of depth 10, 24 features',
    against: 'sklearn',
    ratio: 2.1,
    there: { ours: 2140, theirs: 5230 },
  },
];
