/** Rows of the chapter `rank`. */
import { gradientOf, median, source } from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image2048, image16384, volume128 } from '../shapes.js';

/** Peers that treat the border in their own way. */
const inside = (margin: number): Agreement => ({
  margin,
  why: 'OpenCV repeats the edge, scikit-image leaves out what is beyond',
});

export const rank: readonly BenchRow[] = [
  {
    name: 'median 3 x 3',
    shape: image2048,
    large: image16384,
    build: (image) => median(image),
    bytesPerVoxel: 8,
    peers: { opencv: 'cv2.medianBlur(a, 3)', scipy: 'ndimage.median_filter(a, 3)' },
  },
  {
    name: 'median 3 x 3, its gradient',
    shape: { y: 1024, x: 1024 },
    build(image) {
      const src = source(image);
      const [back] = gradientOf(median(src), [src], { cotangent: src });
      return back;
    },
    bytesPerVoxel: 17,
    peers: {},
  },
  {
    name: 'median 5 x 5',
    shape: image2048,
    large: image16384,
    build: (image) => median(image, { footprint: { box: 5 } }),
    bytesPerVoxel: 8,
    peers: { opencv: { run: 'cv2.medianBlur(a, 5)', agrees: inside(2) }, scipy: 'ndimage.median_filter(a, 5)' },
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
    peers: { opencv: { run: 'cv2.medianBlur(a, 5)', agrees: inside(2) }, scipy: 'ndimage.median_filter(a, 5)' },
  },
  {
    name: 'median 21 x 21, bytes',
    shape: { y: 512, x: 512 },
    dtype: 'u8',
    build: (image) => median(image, { footprint: { box: 21 } }),
    bytesPerVoxel: 2,
    peers: {
      opencv: { run: 'cv2.medianBlur(a, 21)', agrees: inside(10) },
      skimage: { run: 'filters.rank.median(a, np.ones((21, 21), np.uint8))', agrees: inside(10) },
      scipy: 'ndimage.median_filter(a, 21)',
    },
  },
];
