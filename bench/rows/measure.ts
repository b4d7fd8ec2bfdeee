/** Rows of the chapter `measure`. */
import {
  add,
  argwhere,
  contours,
  gaussian,
  greater,
  type HostVolume,
  histogram,
  isosurface,
  label,
  type Node,
  regionprops,
} from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image2048, image16384, volume128 } from '../shapes.js';

/** What is above the mean by a standard deviation. */
const LEVEL = 0.529;
const labelsOf = (image: HostVolume): Node =>
  label(greater(gaussian(image, { sigma: 2.8 }), LEVEL), { connectivity: 1 }).labels;
/** A column as long as our table's, zeros behind what there is. */
const filledTo = (capacity: number, column: string): string =>
  `(lambda v: np.pad(np.asarray(v, np.float64), (0, ${capacity} - len(v))))(${column})`;
const REGIONS: Agreement = {
  rel: 1e-3,
  share: 0.01,
  why: 'a voxel near the level may lie on either side of it, which moves a few regions',
};
const LABELS = `measure.label(ndimage.gaussian_filter(a, 2.8) > ${LEVEL}, connectivity=1)`;

export const measure: readonly BenchRow[] = [
  {
    name: 'histogram, 256 bins',
    shape: image2048,
    large: image16384,
    build: (image) => histogram(image, { bins: 256, range: [0, 1] }).counts,
    bytesPerVoxel: 4,
    peers: {
      opencv: { run: 'cv2.calcHist([a], [0], None, [256], [0, 1])', result: 'r[:, 0]' },
      numpy: { run: 'np.histogram(a, 256, (0, 1))', result: 'r[0]' },
    },
    agrees: { abs: 16, share: 0.1, why: 'numbers on the edge of two bins may go into either' },
  },
  {
    // some ten thousand regions
    name: 'gaussian, threshold, label, measure size and place',
    shape: image2048,
    build: (image) => {
      const { area, centroidY, centroidX } = regionprops(labelsOf(image), { capacity: 16384 });
      return add(add(area, centroidY), centroidX);
    },
    bytesPerVoxel: 12,
    peers: {
      skimage: {
        run: `measure.regionprops_table(${LABELS}, properties=('area', 'centroid'))`,
        result: filledTo(16384, "r['area'] + r['centroid-0'] + r['centroid-1']"),
        agrees: REGIONS,
      },
    },
  },
  {
    name: 'gaussian, threshold, label, measure intensity',
    shape: image2048,
    build: (image) => {
      const { intensityMean, intensityMax } = regionprops(labelsOf(image), { intensity: image, capacity: 16384 });
      return add(intensityMean, intensityMax);
    },
    bytesPerVoxel: 16,
    peers: {
      skimage: {
        run: `measure.regionprops_table(${LABELS}, a, properties=('mean_intensity', 'max_intensity'))`,
        result: filledTo(16384, "r['mean_intensity'] + r['max_intensity']"),
        agrees: REGIONS,
      },
    },
  },
  {
    name: 'gaussian, threshold, label, measure weighted moments',
    shape: image2048,
    build: (image) => {
      const regions = regionprops(labelsOf(image), { intensity: image, capacity: 16384 });
      return add(regions.momentsWeightedX, regions.momentsWeightedCentralXX);
    },
    bytesPerVoxel: 24,
    peers: {
      skimage: {
        run: `measure.regionprops_table(${LABELS}, a, properties=('moments_weighted', 'moments_weighted_central'))`,
        result: filledTo(16384, "r['moments_weighted-0-1'] + r['moments_weighted_central-0-2']"),
        agrees: REGIONS,
      },
    },
  },
  {
    name: 'argwhere of one voxel in a hundred',
    shape: image2048,
    build: (image) => {
      const { y, x } = argwhere(greater(image, 0.99), { capacity: 2 ** 16 });
      return add(y as Node, x as Node);
    },
    bytesPerVoxel: 4,
    peers: {
      opencv: { run: 'cv2.findNonZero((a > 0.99).view(np.uint8))', result: filledTo(2 ** 16, 'r.sum((1, 2))') },
      numpy: { run: 'np.argwhere(a > 0.99)', result: filledTo(2 ** 16, 'r.sum(1)') },
    },
  },
  {
    name: 'argwhere of every other voxel',
    shape: volume128,
    build: (volume) => {
      const { z, y, x } = argwhere(greater(volume, 0.5), { capacity: 2 ** 21 });
      return add(add(z as Node, y as Node), x as Node);
    },
    bytesPerVoxel: 4,
    peers: { numpy: { run: 'np.argwhere(a > 0.5)', result: filledTo(2 ** 21, 'r.sum(1)') } },
  },
  {
    name: 'contours of smooth noise',
    shape: image2048,
    build: (image) => contours(gaussian(image, { sigma: 4 }), { level: 0.5, capacity: 2 ** 19 }).y,
    bytesPerVoxel: 4,
    peers: {
      skimage: {
        run: 'measure.find_contours(ndimage.gaussian_filter(a, 4), 0.5)',
        result: filledTo(2 ** 19, 'np.concatenate(r)[:, 0]'),
        agrees: { of: 'distribution', rel: 1e-3, why: 'curves come in another order' },
      },
    },
  },
  {
    name: 'isosurface of smooth noise',
    shape: volume128,
    build: (image) => {
      const { x, nx, a } = isosurface(gaussian(image, { sigma: 3 }), { level: 0.5, capacity: 2 ** 20 });
      return add(add(x, nx), a);
    },
    answer: (image) => isosurface(gaussian(image, { sigma: 3 }), { level: 0.5, capacity: 2 ** 20 }).x,
    bytesPerVoxel: 4,
    peers: {
      skimage: {
        run: 'measure.marching_cubes(ndimage.gaussian_filter(a, 3), 0.5)',
        result: filledTo(2 ** 20, 'r[0][:, 2]'),
        agrees: { of: 'distribution', rel: 1e-3, why: 'vertices come in another order' },
      },
    },
  },
];
