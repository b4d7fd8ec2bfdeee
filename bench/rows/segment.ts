/** Rows of the chapter `segment`. */
import {
  binaryFillHoles,
  cast,
  clearBorder,
  expandLabels,
  findBoundaries,
  gaussian,
  greater,
  joinSegmentations,
  label,
  localMinima,
  multiply,
  relabelSequential,
  removeSmallHoles,
  removeSmallObjects,
  watershed,
} from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

const REGIONS: Agreement = { of: 'labels', why: 'labels are numbered in another order' };

export const segment: readonly BenchRow[] = [
  {
    name: 'watershed from all minima',
    shape: { y: 1024, x: 1024 },
    build: (image) => {
      const smooth = gaussian(image, { sigma: 4 });
      return watershed(smooth, cast(multiply(localMinima(smooth), 7), { dtype: 'i32' }));
    },
    bytesPerVoxel: 12,
    prepare: 'b = ndimage.gaussian_filter(a, 4)',
    peers: { skimage: 'segmentation.watershed(b, morphology.local_minima(b) * 7)' },
  },
  {
    name: 'compact watershed from all minima',
    shape: { y: 512, x: 512 },
    build: (image) => {
      const smooth = gaussian(image, { sigma: 4 });
      return watershed(smooth, label(localMinima(smooth)).labels, { compactness: 0.0001 });
    },
    bytesPerVoxel: 12,
    prepare: 'b = ndimage.gaussian_filter(a, 4); k = measure.label(morphology.local_minima(b))',
    peers: { skimage: 'segmentation.watershed(b, k, compactness=0.0001)' },
  },
  {
    name: 'watershed with lines',
    shape: { y: 512, x: 512 },
    build: (image) => {
      const smooth = gaussian(image, { sigma: 4 });
      return watershed(smooth, label(localMinima(smooth)).labels, { watershedLine: true });
    },
    bytesPerVoxel: 12,
    prepare: 'b = ndimage.gaussian_filter(a, 4); k = measure.label(morphology.local_minima(b))',
    peers: { skimage: 'segmentation.watershed(b, k, watershed_line=True)' },
  },
  {
    name: 'compact watershed with lines',
    shape: { y: 512, x: 512 },
    build: (image) => {
      const smooth = gaussian(image, { sigma: 4 });
      return watershed(smooth, label(localMinima(smooth)).labels, { compactness: 0.0001, watershedLine: true });
    },
    bytesPerVoxel: 12,
    prepare: 'b = ndimage.gaussian_filter(a, 4); k = measure.label(morphology.local_minima(b))',
    peers: { skimage: 'segmentation.watershed(b, k, compactness=0.0001, watershed_line=True)' },
    agrees: { share: 1e-3, why: 'costs that are equal in f32 are not in f64' },
  },
  {
    name: 'label, noise above 0.6',
    shape: image2048,
    build: (image) => label(greater(image, 0.6), { connectivity: 1 }).labels,
    bytesPerVoxel: 8,
    prepare: 'm = a > 0.6',
    peers: {
      opencv: { run: 'cv2.connectedComponents(m.view(np.uint8), connectivity=4)', result: 'r[1]' },
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
    build: (image) => label(greater(image, 0.8), { connectivity: 1 }).labels,
    bytesPerVoxel: 8,
    prepare: 'm = a > 0.8',
    peers: { scipy: { run: 'ndimage.label(m)', result: 'r[0]' }, skimage: 'measure.label(m, connectivity=1)' },
    agrees: REGIONS,
  },
  {
    name: 'fill holes of a mask',
    shape: image2048,
    build: (image) => binaryFillHoles(greater(image, 0.4)),
    bytesPerVoxel: 5,
    prepare: 'm = a > 0.4',
    peers: { scipy: 'ndimage.binary_fill_holes(m)' },
  },
  {
    name: 'remove small objects',
    shape: image2048,
    build: (image) => removeSmallObjects(greater(image, 0.5), { minSize: 16 }),
    bytesPerVoxel: 5,
    prepare: 'm = a > 0.5',
    peers: { skimage: 'morphology.remove_small_objects(m, 16)' },
  },
  {
    name: 'remove small holes',
    shape: image2048,
    build: (image) => removeSmallHoles(greater(image, 0.4), { areaThreshold: 16 }),
    bytesPerVoxel: 5,
    prepare: 'm = a > 0.4',
    peers: { skimage: 'morphology.remove_small_holes(m, 16)' },
  },
  {
    name: 'clear the border of labels',
    shape: image2048,
    build: (image) => clearBorder(cast(multiply(image, 3), { dtype: 'i32' })),
    bytesPerVoxel: 8,
    prepare: 'b = np.rint(a * 3).astype(np.int32)',
    peers: { skimage: 'segmentation.clear_border(b)' },
  },
  {
    name: 'expand labels by 10',
    shape: image2048,
    build: (image) => expandLabels(cast(multiply(greater(image, 0.999), 7), { dtype: 'i32' }), { distance: 10 }),
    bytesPerVoxel: 8,
    prepare: 'b = (a > 0.999).astype(np.int32) * 7',
    peers: { skimage: 'segmentation.expand_labels(b, 10)' },
  },
  {
    name: 'boundaries of labels',
    shape: image2048,
    build: (image) => findBoundaries(cast(multiply(image, 3), { dtype: 'i32' })),
    bytesPerVoxel: 5,
    prepare: 'b = np.rint(a * 3).astype(np.int32)',
    peers: { skimage: 'segmentation.find_boundaries(b)' },
  },
  {
    name: 'join two segmentations',
    shape: image2048,
    build: (image) =>
      joinSegmentations(
        cast(multiply(image, 3), { dtype: 'i32' }),
        cast(multiply(gaussian(image, { sigma: 4 }), 100), { dtype: 'i32' }),
      ),
    bytesPerVoxel: 12,
    prepare: 'b = np.rint(a * 3).astype(np.int32); k = np.rint(ndimage.gaussian_filter(a, 4) * 100).astype(np.int32)',
    peers: { skimage: 'segmentation.join_segmentations(b, k)' },
  },
  {
    name: 'labels without gaps',
    shape: image2048,
    build: (image) => relabelSequential(cast(multiply(image, 1e9), { dtype: 'i32' })).labels,
    bytesPerVoxel: 8,
    prepare: 'b = np.rint(a * np.float32(1e9)).astype(np.int32)',
    peers: { skimage: { run: 'segmentation.relabel_sequential(b)', result: 'r[0]' } },
  },
];
