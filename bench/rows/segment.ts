/** Rows of the chapter `segment`. */
import {
  add,
  binaryFillHoles,
  cast,
  clearBorder,
  expandLabels,
  findBoundaries,
  flip,
  gaussian,
  greater,
  type HostVolume,
  joinSegmentations,
  label,
  less,
  localMinima,
  multiply,
  type Node,
  relabelSequential,
  removeSmallHoles,
  removeSmallObjects,
  watershed,
} from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

/** Hills and valleys of some eight voxels. */
const smooth = (noise: HostVolume): Node => gaussian(noise, { sigma: 4 });
/** Numbers of the valleys, for scikit-image. */
const MINIMA = 'measure.label(morphology.local_minima(a))';
/** 1 where the noise is above a level; peers have it as booleans. */
const above =
  (level: number) =>
  (noise: HostVolume): Node =>
    greater(noise, level);
const MASK = 'm = a.view(bool)';
/** The noise times a factor, in whole numbers. */
const whole =
  (factor: number) =>
  (noise: HostVolume): Node =>
    cast(multiply(noise, factor), { dtype: 'i32' });

const REGIONS: Agreement = { of: 'labels', why: 'labels are numbered in another order' };

export const segment: readonly BenchRow[] = [
  {
    name: 'watershed from all minima',
    shape: { y: 1024, x: 1024 },
    given: smooth,
    build: (image) => watershed(image, cast(multiply(localMinima(image), 7), { dtype: 'i32' })),
    bytesPerVoxel: 12,
    peers: { skimage: 'segmentation.watershed(a, morphology.local_minima(a) * 7)' },
  },
  {
    name: 'compact watershed from all minima',
    shape: { y: 512, x: 512 },
    given: smooth,
    build: (image) => watershed(image, label(localMinima(image)).labels, { compactness: 0.0001 }),
    bytesPerVoxel: 12,
    peers: { skimage: `segmentation.watershed(a, ${MINIMA}, compactness=0.0001)` },
    agrees: {
      share: 1e-5,
      why: 'ways of exactly the same cost: which came first hangs on the queue, as the docstring of watershed says',
    },
  },
  {
    name: 'watershed with lines',
    shape: { y: 512, x: 512 },
    given: smooth,
    build: (image) => watershed(image, label(localMinima(image)).labels, { watershedLine: true }),
    bytesPerVoxel: 12,
    peers: { skimage: `segmentation.watershed(a, ${MINIMA}, watershed_line=True)` },
  },
  {
    name: 'compact watershed with lines',
    shape: { y: 512, x: 512 },
    given: smooth,
    build: (image) => watershed(image, label(localMinima(image)).labels, { compactness: 0.0001, watershedLine: true }),
    bytesPerVoxel: 12,
    peers: { skimage: `segmentation.watershed(a, ${MINIMA}, compactness=0.0001, watershed_line=True)` },
    agrees: {
      share: 1e-5,
      why: 'ways of exactly the same cost: which came first hangs on the queue, as the docstring of watershed says',
    },
  },
  {
    name: 'watershed, ties by a heap',
    shape: { y: 512, x: 512 },
    dtype: 'u8',
    build: (image) =>
      watershed(image, cast(multiply(less(image, 3), add(image, 1)), { dtype: 'i32' }), { ties: 'heap' }),
    bytesPerVoxel: 9,
    prepare: 'k = np.where(a < 3, a.astype(np.int32) + 1, 0)',
    peers: { skimage: 'segmentation.watershed(a, k)' },
  },
  {
    name: 'label, noise above 0.6',
    shape: image2048,
    given: above(0.6),
    build: (image) => label(image, { connectivity: 1 }).labels,
    bytesPerVoxel: 5,
    prepare: MASK,
    peers: {
      opencv: { run: 'cv2.connectedComponents(a, connectivity=4)', result: 'r[1]' },
      scipy: { run: 'ndimage.label(m)', result: 'r[0]' },
    },
    agrees: REGIONS,
  },
  {
    name: 'gaussian, threshold, label',
    shape: image2048,
    build: (image) => label(greater(gaussian(image, { sigma: 4 }), 0.5), { connectivity: 1 }).labels,
    bytesPerVoxel: 8,
    peers: {
      opencv: {
        run: 'cv2.connectedComponents((cv2.GaussianBlur(a, (33, 33), 4, borderType=cv2.BORDER_REFLECT) > 0.5).view(np.uint8), connectivity=4)',
        result: 'r[1]',
      },
      scipy: { run: 'ndimage.label(ndimage.gaussian_filter(a, 4) > 0.5)', result: 'r[0]' },
    },
    agrees: { ...REGIONS, share: 0.01, why: 'a voxel near the threshold may lie on either side of it' },
  },
  {
    name: 'label, volume, noise above 0.8',
    shape: { z: 128, y: 256, x: 256 },
    given: above(0.8),
    build: (image) => label(image, { connectivity: 1 }).labels,
    bytesPerVoxel: 5,
    prepare: MASK,
    peers: { scipy: { run: 'ndimage.label(m)', result: 'r[0]' }, skimage: 'measure.label(m, connectivity=1)' },
    agrees: REGIONS,
  },
  {
    name: 'fill holes of a mask',
    shape: image2048,
    given: above(0.4),
    build: (image) => binaryFillHoles(image),
    bytesPerVoxel: 2,
    prepare: MASK,
    peers: { scipy: 'ndimage.binary_fill_holes(m)' },
  },
  {
    name: 'remove small objects',
    shape: image2048,
    given: above(0.5),
    build: (image) => removeSmallObjects(image, { minSize: 16 }),
    bytesPerVoxel: 2,
    prepare: MASK,
    peers: { skimage: 'morphology.remove_small_objects(m, 16)' },
  },
  {
    name: 'remove small holes',
    shape: image2048,
    given: above(0.4),
    build: (image) => removeSmallHoles(image, { areaThreshold: 16 }),
    bytesPerVoxel: 2,
    prepare: MASK,
    peers: { skimage: 'morphology.remove_small_holes(m, 16)' },
  },
  {
    name: 'clear the border of labels',
    shape: image2048,
    given: whole(3),
    build: (image) => clearBorder(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'segmentation.clear_border(a)' },
  },
  {
    name: 'expand labels by 10',
    shape: image2048,
    given: (noise) => cast(multiply(greater(noise, 0.999), 7), { dtype: 'i32' }),
    build: (image) => expandLabels(image, { distance: 10 }),
    bytesPerVoxel: 8,
    peers: { skimage: 'segmentation.expand_labels(a, 10)' },
  },
  {
    name: 'boundaries of labels',
    shape: image2048,
    given: whole(3),
    build: (image) => findBoundaries(image),
    bytesPerVoxel: 5,
    peers: { skimage: 'segmentation.find_boundaries(a)' },
  },
  {
    name: 'join two segmentations',
    shape: image2048,
    given: (noise) => cast(multiply(smooth(noise), 100), { dtype: 'i32' }),
    build: (image) => joinSegmentations(image, flip(image, { axes: 'y' })),
    bytesPerVoxel: 12,
    prepare: 'b = a[::-1].copy()',
    peers: { skimage: 'segmentation.join_segmentations(a, b)' },
  },
  {
    name: 'labels without gaps',
    shape: image2048,
    given: whole(1e9),
    build: (image) => relabelSequential(image).labels,
    bytesPerVoxel: 8,
    peers: { skimage: { run: 'segmentation.relabel_sequential(a)', result: 'r[0]' } },
  },
];
