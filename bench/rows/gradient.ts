/** Rows of the chapter `gradient`. */
import { farid, gradientMagnitude, hessianMatrix, roberts, sobel, structureTensor } from 'brightfield';
import type { BenchRow } from '../row.js';
import { image2048 } from '../shapes.js';

export const gradient: readonly BenchRow[] = [
  {
    name: 'gradient magnitude',
    shape: image2048,
    build: (image) => gradientMagnitude(image),
    bytesPerVoxel: 8,
    peers: {
      numpy: 'np.hypot(*np.gradient(a))',
    },
  },
  {
    name: 'sobel magnitude',
    shape: image2048,
    build: (image) => sobel(image),
    bytesPerVoxel: 8,
    peers: {
      opencv: 'cv2.magnitude(cv2.Sobel(a, cv2.CV_32F, 1, 0), cv2.Sobel(a, cv2.CV_32F, 0, 1))',
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
    peers: { skimage: "feature.hessian_matrix(a, 2, order='rc')" },
  },
  {
    name: 'structure tensor, sigma 2',
    shape: image2048,
    build: (image) => structureTensor(image, { sigma: 2 }),
    bytesPerVoxel: 16,
    peers: { skimage: "feature.structure_tensor(a, 2, order='rc')" },
  },
];
