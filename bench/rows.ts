/**
 * What is measured: a row is an operation on data of a stated size, and what a user would run instead. Peers are lines of
 * Python over an array `a` (f32, C order); each is timed by itself, in turn with ours. OpenCV comes first among them: its threads
 * go on spinning after a call and would take a core from what we measure next.
 */
import {
  abs,
  add,
  areaOpening,
  canny,
  cast,
  clamp,
  denoiseBilateral,
  denoiseNlMeans,
  differenceOfGaussians,
  dilation,
  distanceTransformEdt,
  farid,
  frangi,
  gabor,
  gaussian,
  gradientMagnitude,
  greater,
  type HostVolume,
  hessianMatrix,
  histogram,
  invert,
  localMaxima,
  localVariance,
  matchTemplate,
  median,
  meijering,
  multiply,
  type Node,
  roberts,
  sato,
  skeletonize,
  sobel,
  structureTensor,
  uniformFilter,
  unsharpMask,
} from 'brightfield';

export interface BenchRow {
  readonly name: string;
  readonly shape: { readonly z?: number; readonly y: number; readonly x: number };
  readonly build: (image: HostVolume) => Node;
  /** f32 unless said: numbers in [0, 1), or any byte. */
  readonly dtype?: 'f32' | 'u8';
  /** Bytes that must move at least, a voxel: each input read once, each output written once. */
  readonly bytesPerVoxel: number;
  /** Python by library: `scipy` (ndimage), `opencv` (cv2), `numpy`. */
  readonly peers: Readonly<Partial<Record<'scipy' | 'opencv' | 'numpy' | 'skimage', string>>>;
}

const image512 = { y: 512, x: 512 };
const image2048 = { y: 2048, x: 2048 };
const volume128 = { z: 128, y: 128, x: 128 };
const volume256 = { z: 256, y: 256, x: 256 };

/** A template of 8 x 8 that is no wave. */
const tile = Array.from({ length: 8 }, (_, y) =>
  Array.from({ length: 8 }, (_, x) => ((5 * x + 3 * y + x * y) % 11) / 11),
);

export const ROWS: readonly BenchRow[] = [
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
    name: 'gradient magnitude',
    shape: image2048,
    build: (image) => gradientMagnitude(image),
    bytesPerVoxel: 8,
    peers: {
      numpy: 'np.hypot(*np.gradient(a))',
    },
  },
  {
    name: 'sobel magnitude',
    shape: image2048,
    build: (image) => sobel(image),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.magnitude(cv2.Sobel(a, cv2.CV_32F, 1, 0), cv2.Sobel(a, cv2.CV_32F, 0, 1))',
      skimage: 'filters.sobel(a)',
    },
  },
  {
    name: 'invert, multiply, add, abs, clamp',
    shape: image2048,
    build: (image) => clamp(abs(add(multiply(invert(image), 1.5), -0.25)), { min: 0, max: 1 }),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.clip(np.abs((1 - a) * np.float32(1.5) - np.float32(0.25)), 0, 1)' },
  },
  {
    name: 'histogram, 256 bins',
    shape: image2048,
    build: (image) => histogram(image, { bins: 256, range: [0, 1] }).counts,
    bytesPerVoxel: 4,
    peers: {
      opencv: 'cv2.calcHist([a], [0], None, [256], [0, 1])',
      numpy: 'np.histogram(a, 256, (0, 1))',
    },
  },
  {
    name: 'median 3 x 3',
    shape: image2048,
    build: (image) => median(image),
    bytesPerVoxel: 8,
    peers: { opencv: 'cv2.medianBlur(a, 3)', scipy: 'ndimage.median_filter(a, 3)' },
  },
  {
    name: 'median 5 x 5',
    shape: image2048,
    build: (image) => median(image, { footprint: { box: 5 } }),
    bytesPerVoxel: 8,
    peers: { opencv: 'cv2.medianBlur(a, 5)', scipy: 'ndimage.median_filter(a, 5)' },
  },
  {
    name: 'median 3 x 3 x 3, volume',
    shape: volume128,
    build: (image) => median(image),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.median_filter(a, 3)' },
  },
  {
    name: 'median 5 x 5, bytes',
    shape: image2048,
    dtype: 'u8',
    build: (image) => median(image, { footprint: { box: 5 } }),
    bytesPerVoxel: 2,
    peers: { opencv: 'cv2.medianBlur(a, 5)', scipy: 'ndimage.median_filter(a, 5)' },
  },
  {
    name: 'median 21 x 21, bytes',
    shape: { y: 512, x: 512 },
    dtype: 'u8',
    build: (image) => median(image, { footprint: { box: 21 } }),
    bytesPerVoxel: 2,
    peers: {
      opencv: 'cv2.medianBlur(a, 21)',
      skimage: 'filters.rank.median(a, np.ones((21, 21), np.uint8))',
      scipy: 'ndimage.median_filter(a, 21)',
    },
  },
  {
    name: 'dilation, box of radius 7, volume',
    shape: volume128,
    build: (image) => dilation(image, { footprint: { box: 15 } }),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.grey_dilation(a, 15)' },
  },
  {
    name: 'dilation, ball of radius 2, volume',
    shape: volume128,
    build: (image) => dilation(image, { footprint: { ball: 2 } }),
    bytesPerVoxel: 8,
    peers: {
      scipy: 'ndimage.grey_dilation(a, footprint=sum(g * g for g in np.mgrid[-2:3, -2:3, -2:3]) <= 4)',
    },
  },
  {
    name: 'dilation, square of radius 1',
    shape: image2048,
    build: (image) => dilation(image, { footprint: { box: 3 } }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.dilate(a, np.ones((3, 3), np.uint8))',
      scipy: 'ndimage.grey_dilation(a, 3)',
    },
  },
  {
    name: 'dilation, square of radius 7',
    shape: image2048,
    build: (image) => dilation(image, { footprint: { box: 15 } }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.dilate(a, np.ones((15, 15), np.uint8))',
      scipy: 'ndimage.grey_dilation(a, 15)',
    },
  },
  {
    name: 'dilation, square of radius 25',
    shape: image2048,
    build: (image) => dilation(image, { footprint: { box: 51 } }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.dilate(a, np.ones((51, 51), np.uint8))',
      scipy: 'ndimage.grey_dilation(a, 51)',
    },
  },
  {
    name: 'bilateral, sigma 1',
    shape: { y: 512, x: 512 },
    build: (image) => denoiseBilateral(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'restoration.denoise_bilateral(a)' },
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
    name: 'distance transform, one voxel in 10 000 background',
    shape: image2048,
    build: (image) => distanceTransformEdt(greater(image, 1e-4)).distance,
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.distance_transform_edt(a > 1e-4)' },
  },
  {
    name: 'distance transform, volume',
    shape: { z: 128, y: 256, x: 256 },
    build: (image) => distanceTransformEdt(greater(image, 1e-4)).distance,
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.distance_transform_edt(a > 1e-4)' },
  },
  {
    name: 'area opening of u8',
    shape: { y: 512, x: 512 },
    build: (image) => areaOpening(cast(multiply(image, 255), { dtype: 'u8' })),
    bytesPerVoxel: 5,
    peers: { skimage: 'morphology.area_opening((a * 255).astype(np.uint8))' },
  },
  {
    name: 'skeleton of a volume',
    shape: { z: 64, y: 96, x: 96 },
    build: (image) => skeletonize(greater(gaussian(image, { sigma: 4 }), 0.5)),
    bytesPerVoxel: 5,
    peers: { skimage: 'morphology.skeletonize_3d(ndimage.gaussian_filter(a, 4) > 0.5)' },
  },
  {
    name: 'local maxima',
    shape: { y: 1024, x: 1024 },
    build: (image) => localMaxima(gaussian(image, { sigma: 2 })),
    bytesPerVoxel: 5,
    peers: { skimage: 'morphology.local_maxima(ndimage.gaussian_filter(a, 2))' },
  },
  {
    name: 'dilation, diamond of radius 12',
    shape: { y: 1024, x: 1024 },
    build: (image) => dilation(image, { footprint: { diamond: 12 } }),
    bytesPerVoxel: 8,
    peers: { skimage: 'morphology.dilation(a, morphology.diamond(12))' },
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
    name: 'canny',
    shape: image2048,
    build: (image) => canny(image, { sigma: 2 }),
    bytesPerVoxel: 5,
    peers: { skimage: 'feature.canny(a, 2)' },
  },
  {
    name: 'match template, 8 x 8',
    shape: image512,
    build: (image) => matchTemplate(image, { template: tile }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.matchTemplate(a, a[:8, :8], cv2.TM_CCOEFF_NORMED)',
      skimage: 'feature.match_template(a, a[:8, :8])',
    },
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
  {
    name: 'roberts magnitude',
    shape: image2048,
    build: (image) => roberts(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.roberts(a)' },
  },
  {
    name: 'farid magnitude',
    shape: image2048,
    build: (image) => farid(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.farid(a)' },
  },
  {
    name: 'Hessian, sigma 2',
    shape: image2048,
    build: (image) => hessianMatrix(image, { sigma: 2 }),
    bytesPerVoxel: 16,
    peers: { skimage: "feature.hessian_matrix(a, 2, order='rc')" },
  },
  {
    name: 'structure tensor, sigma 2',
    shape: image2048,
    build: (image) => structureTensor(image, { sigma: 2 }),
    bytesPerVoxel: 16,
    peers: { skimage: "feature.structure_tensor(a, 2, order='rc')" },
  },
  {
    name: 'frangi, sigma 2',
    shape: image512,
    build: (image) => frangi(image, { sigmas: [2] }),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.frangi(a, [2])' },
  },
  {
    name: 'sato, sigma 2',
    shape: image512,
    build: (image) => sato(image, { sigmas: [2] }),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.sato(a, [2])' },
  },
  {
    name: 'meijering, sigma 2',
    shape: image512,
    build: (image) => meijering(image, { sigmas: [2] }),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.meijering(a, [2])' },
  },
];
