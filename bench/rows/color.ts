/** Rows of the chapter `color`. */
import { rgbToHsv, rgbToLab, separateStains } from 'brightfield';
import type { BenchRow } from '../row.js';

const shape = { c: 3, y: 2048, x: 2048 };
/** Colours last, as scikit-image has them. */
const prepare = 'b = np.ascontiguousarray(np.moveaxis(a, 0, -1))';

/** A peer's colours as ours: channels first. */
const FIRST = 'np.moveaxis(r, -1, 0)';

export const color: readonly BenchRow[] = [
  {
    name: 'L*a*b* of sRGB',
    shape,
    build: (image) => rgbToLab(image),
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: { run: 'color.rgb2lab(b)', result: FIRST } },
    agrees: {
      abs: 3e-4,
      rel: 1e-5,
      why: 'a* and b* are 500 and 200 times a difference of cube roots near 1, in f32 on both sides: ours is within 1.08e-4 of f64, scikit-image within 1.10e-4',
    },
  },
  {
    name: 'hue, saturation and value of sRGB',
    shape,
    build: (image) => rgbToHsv(image),
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: { run: 'color.rgb2hsv(b)', result: FIRST } },
  },
  {
    name: 'stains of tissue',
    shape,
    build: (image) => separateStains(image),
    bytesPerVoxel: 8,
    prepare,
    peers: { skimage: { run: 'color.rgb2hed(b)', result: FIRST } },
  },
];
