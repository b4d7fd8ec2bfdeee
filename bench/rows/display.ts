/** Rows of what is made to be looked at. */
import { colormap, labelToRgb, markBoundaries, profileLine } from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

/** Without opacity, channels first. */
const COLOURS = 'np.moveaxis(r[..., :3], -1, 0)';
const STEPS: Agreement = { abs: 3, why: 'tables of 256 colours, interpolated or not, rounded or cut' };

const ROUNDED: Agreement = { abs: 1, why: 'shares of 255, rounded' };
/** Colours of labels, by turns. */
const THREE = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export const display: readonly BenchRow[] = [
  {
    name: 'colours of grey values, viridis',
    shape: image2048,
    build: (image) => colormap(image, { min: 0, max: 1 }),
    bytesPerVoxel: 7,
    peers: { matplotlib: { run: "cm.get_cmap('viridis')(a, bytes=True)", result: COLOURS } },
    agrees: STEPS,
  },
  {
    name: 'colours of bytes, viridis',
    shape: image2048,
    dtype: 'u8',
    build: (image) => colormap(image, { min: 0, max: 255 }),
    bytesPerVoxel: 4,
    peers: {
      opencv: { run: 'cv2.applyColorMap(a, cv2.COLORMAP_VIRIDIS)', result: 'np.moveaxis(r[..., ::-1], -1, 0)' },
      matplotlib: { run: "cm.get_cmap('viridis')(a, bytes=True)", result: COLOURS },
    },
    agrees: STEPS,
  },
  {
    name: 'colours of labels over bytes',
    shape: image2048,
    dtype: 'u8',
    build: (image) => labelToRgb(image, { image, colors: THREE, bgColor: [0, 0, 0] }),
    bytesPerVoxel: 5,
    peers: {
      skimage: {
        run: 'color.label2rgb(a, a, colors=[(1, 0, 0), (0, 1, 0), (0, 0, 1)], bg_label=0, bg_color=(0, 0, 0))',
        result: 'np.moveaxis(np.rint(r * 255), -1, 0)',
        agrees: ROUNDED,
      },
    },
  },
  {
    name: 'boundaries of labels over bytes',
    shape: image2048,
    dtype: 'u8',
    build: (image) => markBoundaries(image, image),
    bytesPerVoxel: 5,
    peers: {
      skimage: {
        run: 'segmentation.mark_boundaries(a, a)',
        result: 'np.moveaxis(np.rint(r * 255), -1, 0)',
        agrees: ROUNDED,
      },
    },
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
