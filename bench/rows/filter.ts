/** Rows of the chapter `filter`. */
import { differenceOfGaussians, gabor, gaussian, localVariance, uniformFilter, unsharpMask } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image512, image2048, image16384, volume256, volume512 } from '../shapes.js';

/** Weights of a Gaussian of sigma 2 along y and along x, as filters of one channel. */
const GAUSSIAN_TF =
  'w = Array.from({ length: 17 }, (_, at) => Math.exp(-((at - 8) ** 2) / 8)); n = w.map((each) => each / w.reduce((s, t) => s + t)); v = tf.tensor(n, [17, 1, 1, 1]); h = tf.tensor(n, [1, 17, 1, 1])';

export const filter: readonly BenchRow[] = [
  {
    name: 'gaussian sigma 2',
    shape: image2048,
    large: image16384,
    build: (image) => gaussian(image, { sigma: 2 }),
    bytesPerVoxel: 8,
    flopsPerVoxel: 66,
    script: { tfjs: GAUSSIAN_TF },
    peers: {
      opencv: 'cv2.GaussianBlur(a, (17, 17), 2, borderType=cv2.BORDER_REFLECT)',
      scipy: 'ndimage.gaussian_filter(a, 2)',
      tfjs: {
        run: "tf.tidy(() => tf.conv2d(tf.conv2d(a, v, 1, 'same'), h, 1, 'same'))",
        result: 'r.squeeze()',
        agrees: { abs: 1e-4, margin: 8, why: 'TensorFlow has zeros beyond the edge' },
      },
    },
  },
  {
    name: 'gaussian sigma 2, volume',
    shape: volume256,
    large: volume512,
    build: (image) => gaussian(image, { sigma: 2 }),
    bytesPerVoxel: 8,
    flopsPerVoxel: 99,
    peers: { scipy: 'ndimage.gaussian_filter(a, 2)' },
  },
  {
    name: 'uniform filter, 9 x 9',
    shape: image2048,
    large: image16384,
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
    peers: { skimage: "filters.difference_of_gaussians(a, 2, mode='reflect')" },
  },
  {
    name: 'unsharp mask, radius 2',
    shape: image2048,
    build: (image) => unsharpMask(image, { radius: 2 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.unsharp_mask(a, 2, preserve_range=True)' },
  },
  {
    name: 'gabor, frequency 0.25',
    shape: image512,
    build: (image) => gabor(image, { frequency: 0.25 }).real,
    bytesPerVoxel: 8,
    peers: { skimage: { run: 'filters.gabor(a, 0.25)', result: 'r[0]' } },
  },
];
