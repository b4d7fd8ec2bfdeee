/** Rows of the chapter `filter`. */
import { differenceOfGaussians, gabor, gaussian, localVariance, uniformFilter, unsharpMask } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image512, image2048, volume256 } from '../shapes.js';

export const filter: readonly BenchRow[] = [
  {
    name: 'gaussian sigma 2',
    shape: image2048,
    build: (image) => gaussian(image, { sigma: 2 }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.GaussianBlur(a, (17, 17), 2, borderType=cv2.BORDER_REFLECT)',
      scipy: 'ndimage.gaussian_filter(a, 2)',
    },
  },
  {
    name: 'gaussian sigma 2, volume',
    shape: volume256,
    build: (image) => gaussian(image, { sigma: 2 }),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.gaussian_filter(a, 2)' },
  },
  {
    name: 'uniform filter, 9 x 9',
    shape: image2048,
    build: (image) => uniformFilter(image, { size: 9 }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.blur(a, (9, 9), borderType=cv2.BORDER_REFLECT)',
      scipy: 'ndimage.uniform_filter(a, 9)',
    },
  },
  {
    name: 'uniform filter, 129 x 129',
    shape: image2048,
    build: (image) => uniformFilter(image, { size: 129 }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.blur(a, (129, 129), borderType=cv2.BORDER_REFLECT)',
      scipy: 'ndimage.uniform_filter(a, 129)',
    },
  },
  {
    name: 'local variance, 9 x 9',
    shape: image2048,
    build: (image) => localVariance(image, { size: 9 }),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.uniform_filter(a * a, 9) - ndimage.uniform_filter(a, 9) ** 2' },
  },
  {
    name: 'difference of Gaussians, sigma 2',
    shape: image2048,
    build: (image) => differenceOfGaussians(image, { lowSigma: 2 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.difference_of_gaussians(a, 2)' },
  },
  {
    name: 'unsharp mask, radius 2',
    shape: image2048,
    build: (image) => unsharpMask(image, { radius: 2 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.unsharp_mask(a, 2)' },
  },
  {
    name: 'gabor, frequency 0.25',
    shape: image512,
    build: (image) => gabor(image, { frequency: 0.25 }).real,
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.gabor(a, 0.25)' },
  },
];
