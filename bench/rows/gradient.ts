/** Rows of the chapter `gradient`. */
import { farid, gradientMagnitude, hessianMatrix, roberts, sobel, structureTensor } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048, image16384 } from '../shapes.js';

export const gradient: readonly BenchRow[] = [
  {
    name: 'gradient magnitude',
    shape: image2048,
    large: image16384,
    build: (image) => gradientMagnitude(image),
    bytesPerVoxel: 8,
    flopsPerVoxel: 8,
    peers: {
      numpy: {
        run: 'np.hypot(*np.gradient(a))',
        agrees: { abs: 1e-5, margin: 1, why: 'NumPy takes one-sided differences at the edge' },
      },
    },
  },
  {
    name: 'sobel magnitude',
    shape: image2048,
    large: image16384,
    build: (image) => sobel(image),
    bytesPerVoxel: 8,
    flopsPerVoxel: 17,
    peers: {
      opencv: {
        run: 'cv2.magnitude(*(cv2.Sobel(a, cv2.CV_32F, dx, 1 - dx, borderType=cv2.BORDER_REFLECT) for dx in (1, 0)))',
        result: 'r / np.float32(32 ** 0.5)',
      },
      skimage: 'filters.sobel(a)',
    },
  },
  {
    name: 'roberts magnitude',
    shape: image2048,
    build: (image) => roberts(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.roberts(a)' },
  },
  {
    name: 'farid magnitude',
    shape: image2048,
    build: (image) => farid(image),
    bytesPerVoxel: 8,
    peers: { skimage: 'filters.farid(a)' },
  },
  {
    name: 'Hessian, sigma 2',
    shape: image2048,
    build: (image) => hessianMatrix(image, { sigma: 2 }),
    bytesPerVoxel: 16,
    peers: { skimage: { run: "feature.hessian_matrix(a, 2, mode='reflect')", result: 'np.stack(r[::-1])' } },
  },
  {
    name: 'structure tensor, sigma 2',
    shape: image2048,
    build: (image) => structureTensor(image, { sigma: 2 }),
    bytesPerVoxel: 16,
    peers: { skimage: { run: "feature.structure_tensor(a, 2, mode='reflect', order='rc')", result: 'np.stack(r)' } },
  },
];
