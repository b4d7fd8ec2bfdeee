/** Rows of the chapter `morphology`. */
import { dilation } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048, image16384, volume128 } from '../shapes.js';

export const morphology: readonly BenchRow[] = [
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
    large: image16384,
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
    large: image16384,
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
    large: image16384,
    build: (image) => dilation(image, { footprint: { box: 51 } }),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.dilate(a, np.ones((51, 51), np.uint8))',
      scipy: 'ndimage.grey_dilation(a, 51)',
    },
  },
  {
    name: 'dilation, diamond of radius 12',
    shape: { y: 1024, x: 1024 },
    build: (image) => dilation(image, { footprint: { diamond: 12 } }),
    bytesPerVoxel: 8,
    peers: { skimage: 'morphology.dilation(a, morphology.diamond(12))' },
  },
];
