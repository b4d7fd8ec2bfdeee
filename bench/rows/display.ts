/** Rows of what is made to be looked at. */
import { colormap, labelToRgb, markBoundaries, profileLine } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

export const display: readonly BenchRow[] = [
  {
    name: 'colours of grey values, viridis',
    shape: image2048,
    build: (image) => colormap(image, { min: 0, max: 1 }),
    bytesPerVoxel: 7,
    peers: { matplotlib: "cm.get_cmap('viridis')(a, bytes=True)" },
  },
  {
    name: 'colours of bytes, viridis',
    shape: image2048,
    dtype: 'u8',
    build: (image) => colormap(image, { min: 0, max: 255 }),
    bytesPerVoxel: 4,
    peers: {
      opencv: 'cv2.applyColorMap(a, cv2.COLORMAP_VIRIDIS)',
      matplotlib: "cm.get_cmap('viridis')(a, bytes=True)",
    },
  },
  {
    name: 'colours of labels over bytes',
    shape: image2048,
    dtype: 'u8',
    build: (image) => labelToRgb(image, { image }),
    bytesPerVoxel: 5,
    peers: { skimage: 'color.label2rgb(a, a)' },
  },
  {
    name: 'boundaries of labels over bytes',
    shape: image2048,
    dtype: 'u8',
    build: (image) => markBoundaries(image, image),
    bytesPerVoxel: 5,
    peers: { skimage: 'segmentation.mark_boundaries(a, a)' },
  },
  {
    name: 'profile of a band of 15 lines',
    shape: image2048,
    build: (image) => profileLine(image, { from: { y: 10, x: 20 }, to: { y: 2030, x: 1900 }, linewidth: 15 }),
    // what the band reads, not the image
    bytesPerVoxel: 0.05,
    peers: { skimage: 'measure.profile_line(a, (10, 20), (2030, 1900), linewidth=15)' },
  },
];
