/** Rows of the chapter `features`. */
import { canny, frangi, gaussian, matchTemplate, meijering, peakLocalMax, sato } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image512, image2048 } from '../shapes.js';

/** A template of 8 x 8 that is no wave. */
const template8 = Array.from({ length: 8 }, (_, y) =>
  Array.from({ length: 8 }, (_, x) => ((5 * x + 3 * y + x * y) % 11) / 11),
);

export const features: readonly BenchRow[] = [
  {
    name: 'canny',
    shape: image2048,
    build: (image) => canny(image, { sigma: 2 }),
    bytesPerVoxel: 5,
    peers: { skimage: 'feature.canny(a, 2)' },
    agrees: { share: 1e-5, why: 'a slope that lies on a threshold in f64 may lie beside it in f32' },
  },
  {
    name: 'peaks five voxels apart',
    shape: image2048,
    build: (image) => peakLocalMax(gaussian(image, { sigma: 2 }), { minDistance: 5, capacity: 65536 }).mask,
    bytesPerVoxel: 5,
    peers: {
      skimage: {
        run: 'feature.peak_local_max(ndimage.gaussian_filter(a, 2), min_distance=5)',
        result: 'np.bincount(np.ravel_multi_index(tuple(r.T), a.shape), minlength=a.size).reshape(a.shape)',
        agrees: { share: 1e-4, why: 'of two voxels that are equal in f32, either may be the peak' },
      },
    },
  },
  {
    name: 'match template, 8 x 8',
    shape: image512,
    build: (image) => matchTemplate(image, { template: template8 }),
    bytesPerVoxel: 8,
    prepare: 'v, h = np.mgrid[:8, :8]; k = ((5 * h + 3 * v + h * v) % 11 / 11).astype(np.float32)',
    peers: {
      opencv: 'cv2.matchTemplate(a, k, cv2.TM_CCOEFF_NORMED)',
      skimage: 'feature.match_template(a, k)',
    },
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
