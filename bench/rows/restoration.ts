/** Rows of the chapter `restoration`. */
import {
  denoiseBilateral,
  denoiseNlMeans,
  estimateSigma,
  gaussianPsf,
  gradientOf,
  richardsonLucy,
  source,
  unsupervisedWiener,
  wiener,
} from 'brightfield';
import type { BenchRow } from '../row.js';

const blur = { psf: gaussianPsf({ sigma: 2, size: 17 }) };
const deepBlur = { psf: gaussianPsf({ sigma: { z: 2, y: 1.5, x: 1.5 }, size: { z: 17, y: 13, x: 13 } }) };
const alike = 'g = lambda n, s: np.exp(-0.5 * (np.arange(n) - n // 2) ** 2 / s ** 2).astype(np.float32)';
const flatBlur = `${alike}; p = np.outer(g(17, 2), g(17, 2)); p /= p.sum()`;
const stackBlur = `${alike}; p = np.einsum('i,j,k', g(17, 2), g(13, 1.5), g(13, 1.5)); p /= p.sum()`;

export const restoration: readonly BenchRow[] = [
  {
    name: 'bilateral, sigma 1',
    shape: { y: 512, x: 512 },
    build: (image) => denoiseBilateral(image),
    bytesPerVoxel: 8,
    peers: {
      skimage: {
        run: "restoration.denoise_bilateral(a, mode='reflect')",
        agrees: { abs: 0.2, share: 0.03, why: 'scikit-image 0.19 reads its spatial weights with the wrong width' },
      },
    },
  },
  {
    name: 'bilateral, sigma 1, its gradient',
    shape: { y: 512, x: 512 },
    build(image) {
      const src = source(image);
      const [back] = gradientOf(denoiseBilateral(src), [src], { cotangent: src });
      return back;
    },
    bytesPerVoxel: 50,
    peers: {},
  },
  {
    name: 'non-local means, patches of 7, distance 11',
    shape: { y: 512, x: 512 },
    build: (image) => denoiseNlMeans(image, { patchSize: 7, patchDistance: 11, h: 0.3 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_nl_means(a, 7, 11, 0.3, fast_mode=True)' },
  },
  {
    name: 'non-local means, volume, patches of 5, distance 4',
    shape: { z: 32, y: 64, x: 64 },
    build: (image) => denoiseNlMeans(image, { patchSize: 5, patchDistance: 4, h: 0.3 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_nl_means(a, 5, 4, 0.3, fast_mode=True)' },
  },
  {
    name: 'estimate sigma',
    shape: { y: 2048, x: 2048 },
    build: (image) => estimateSigma(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.estimate_sigma(a)' },
  },
  {
    name: 'wiener',
    shape: { y: 1024, x: 1024 },
    build: (image) => wiener(image, { ...blur, balance: 0.1, border: 'wrap' }),
    bytesPerVoxel: 8,
    prepare: flatBlur,
    peers: { skimage: 'restoration.wiener(a, p, 0.1, clip=False)' },
  },
  {
    name: 'unsupervised wiener, 40 rounds',
    shape: { y: 512, x: 512 },
    build: (image) => unsupervisedWiener(image, { ...blur, threshold: 0, maxNumIter: 40 }).result,
    bytesPerVoxel: 8,
    prepare: flatBlur,
    peers: {
      skimage: {
        run: "restoration.unsupervised_wiener(a, p, user_params={'threshold': 0, 'max_num_iter': 40}, clip=False)",
        result: 'r[0]',
        agrees: { of: 'distribution', rel: 0.05, why: 'a Gibbs sampler that draws other random numbers' },
      },
    },
  },
  {
    name: 'Richardson-Lucy, 10 steps',
    shape: { y: 1024, x: 1024 },
    build: (image) => richardsonLucy(image, { ...blur, numIter: 10, border: 'constant' }),
    bytesPerVoxel: 8,
    prepare: flatBlur,
    peers: { skimage: 'restoration.richardson_lucy(a, p, num_iter=10, clip=False)' },
  },
  {
    name: 'Richardson-Lucy, volume, 10 steps',
    shape: { z: 64, y: 128, x: 128 },
    build: (image) => richardsonLucy(image, { ...deepBlur, numIter: 10, border: 'constant' }),
    bytesPerVoxel: 8,
    prepare: stackBlur,
    peers: { skimage: 'restoration.richardson_lucy(a, p, num_iter=10, clip=False)' },
  },
];
