/** How cost grows: with size, and with what operations are turned by. */
import {
  conv,
  denoiseTv,
  dilation,
  distanceTransformEdt,
  gaussian,
  greater,
  HostVolume,
  histogram,
  label,
  median,
  rfftn,
  richardsonLucy,
  sobel,
  source,
  sum,
} from 'brightfield';
import type { BenchRow } from '../row.js';
import { rowsOf, sizesOf } from '../series.js';
import { image512, image1024 } from '../shapes.js';

const SIGMAS = [0.5, 1, 2, 4, 8, 16, 32];
const RADII = [1, 2, 4, 8, 16, 32];
const iterations = [1, 3, 10, 30, 100];

/** Filters of 3 x 3 from so many channels to as many. */
const filters = (channels: number) =>
  source(
    new HostVolume({
      shape: { n: channels, c: channels, y: 3, x: 3 },
      data: Float32Array.from({ length: channels * channels * 9 }, (_, at) => Math.sin(at) / 100),
    }),
  );

export const scaling: readonly BenchRow[] = [
  ...sizesOf('copy', { build: (image) => source(image), bytesPerVoxel: 8, peers: { numpy: 'a.copy()' } }),
  ...sizesOf('gaussian sigma 2', {
    build: (image) => gaussian(image, { sigma: 2 }),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.gaussian_filter(a, 2)' },
  }),
  ...sizesOf('median of 3', {
    build: (image) => median(image),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.median_filter(a, 3)' },
  }),
  ...sizesOf('sobel', {
    build: (image) => sobel(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.sobel(a)' },
  }),
  ...sizesOf('sum', {
    build: (image) => sum(image),
    bytesPerVoxel: 4,
    peers: { numpy: { run: 'a.sum()', agrees: { rel: 1e-5, why: 'sums in another order' } } },
  }),
  ...sizesOf('histogram', {
    build: (image) => histogram(image, { bins: 256, range: [0, 1] }).counts,
    bytesPerVoxel: 4,
    peers: {},
  }),
  ...sizesOf('real fourier transform', {
    build: (image) => rfftn(image).real,
    bytesPerVoxel: 8,
    peers: {
      scipy: {
        run: 'scipy.fft.rfftn(a, workers=cores)',
        result: 'r.real',
        agrees: { abs: 0.05, rel: 1e-4, why: 'sums of up to four million numbers in f32' },
      },
    },
  }),
  ...sizesOf('label of noise above 0.8', {
    build: (image) => label(greater(image, 0.8), { connectivity: 1 }).labels,
    bytesPerVoxel: 8,
    peers: {
      scipy: {
        run: 'ndimage.label(a > 0.8)',
        result: 'r[0]',
        agrees: { of: 'labels', why: 'labels are numbered in another order' },
      },
    },
  }),
  ...sizesOf('distance transform', {
    build: (image) => distanceTransformEdt(greater(image, 1e-3)).distance,
    bytesPerVoxel: 8,
    peers: {},
  }),
  ...rowsOf({
    name: 'gaussian',
    axis: 'sigma',
    values: SIGMAS,
    at: (sigma) => ({
      shape: image1024,
      build: (image) => gaussian(image, { sigma }),
      bytesPerVoxel: 8,
      peers: { scipy: `ndimage.gaussian_filter(a, ${sigma})` },
    }),
  }),
  ...rowsOf({
    name: 'dilation by a square',
    axis: 'radius',
    values: RADII,
    at: (radius) => ({
      shape: image1024,
      build: (image) => dilation(image, { footprint: { box: 2 * radius + 1 } }),
      bytesPerVoxel: 8,
      peers: {
        opencv: `cv2.dilate(a, np.ones((${2 * radius + 1}, ${2 * radius + 1}), np.uint8))`,
        scipy: `ndimage.grey_dilation(a, ${2 * radius + 1})`,
      },
    }),
  }),
  ...rowsOf({
    name: 'median of bytes',
    axis: 'radius',
    values: [1, 2, 3, 5, 8, 13],
    at: (radius) => ({
      shape: image512,
      dtype: 'u8',
      build: (image) => median(image, { footprint: { box: 2 * radius + 1 } }),
      bytesPerVoxel: 2,
      peers: {
        opencv: {
          run: `cv2.medianBlur(a, ${2 * radius + 1})`,
          agrees: { margin: radius, why: 'OpenCV repeats the edge' },
        },
      },
    }),
  }),
  ...rowsOf({
    name: 'total variation',
    axis: 'iterations',
    values: iterations,
    at: (maxIterations) => ({
      shape: image512,
      build: (image) => denoiseTv(image, { weight: 0.2, tolerance: 1e-7, maxIterations }).result,
      bytesPerVoxel: 8,
      peers: {},
    }),
  }),
  ...rowsOf({
    name: 'Richardson-Lucy',
    axis: 'iterations',
    values: iterations,
    at: (numIter) => ({
      shape: image512,
      build: (image) => richardsonLucy(image, { psf: { gaussian: { sigma: 2 } }, numIter }),
      bytesPerVoxel: 8,
      peers: {},
    }),
  }),
  ...rowsOf({
    name: 'convolution layer 3 x 3',
    axis: 'channels',
    values: [1, 2, 4, 8, 16, 32, 64],
    at: (channels) => ({
      shape: { c: channels, y: 128, x: 128 },
      build: (image) => conv(image, filters(channels), { padding: 1 }),
      bytesPerVoxel: 8,
      flopsPerVoxel: 18 * channels,
      prepare: `x = torch.from_numpy(a.copy()).reshape(1, ${channels}, 128, 128); w = (torch.sin(torch.arange(${9 * channels * channels}.)) / 100).reshape(${channels}, ${channels}, 3, 3)`,
      peers: { torch: 'F.conv2d(x, w, padding=1)' },
    }),
  }),
];
