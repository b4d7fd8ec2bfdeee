/** Rows of the chapter `transform`. */
import { adjoint, affineTransform, resize, rotate, warp, zoom } from 'brightfield';
import type { Agreement, BenchRow } from '../row.js';

const TURNED = [
  [0.98, 0.1, -0.05],
  [-0.1, 0.97, 0.08],
  [0.05, -0.08, 0.99],
];
const HORIZON = [
  [0.9, 0.1, 30],
  [-0.05, 0.95, 60],
  [0.00005, -0.00002, 1],
];
const MATRIX = JSON.stringify(TURNED);

/** Places that lie on the edge are inside for one and outside for the other. */
const EDGES: Agreement = { abs: 1e-4, share: 1e-3, why: 'places within a rounding of the edge' };

export const transform: readonly BenchRow[] = [
  {
    name: 'affine map of a volume, linear',
    shape: { z: 128, y: 256, x: 256 },
    build: (image) => affineTransform(image, { matrix: TURNED, order: 1 }),
    bytesPerVoxel: 8,
    peers: { scipy: `ndimage.affine_transform(a, ${MATRIX}, order=1)` },
    agrees: EDGES,
  },
  {
    name: 'affine map of a volume, cubic',
    shape: { z: 64, y: 128, x: 128 },
    build: (image) => affineTransform(image, { matrix: TURNED }),
    bytesPerVoxel: 8,
    peers: { scipy: `ndimage.affine_transform(a, ${MATRIX})` },
    agrees: { ...EDGES, abs: 1e-3 },
  },
  {
    name: 'affine map of a volume, linear, its adjoint',
    shape: { z: 64, y: 128, x: 128 },
    build: (image) => adjoint((x) => affineTransform(x, { matrix: TURNED, order: 1 }), image)(image),
    bytesPerVoxel: 40,
    peers: {},
  },
  {
    name: 'resize, blurred before',
    shape: { y: 2048, x: 2048 },
    build: (image) => resize(image, { outputShape: { y: (image.shape.y * 3) / 8, x: (image.shape.x * 3) / 8 } }),
    bytesPerVoxel: 5,
    peers: { skimage: 'transform.resize(a, tuple(n * 3 // 8 for n in a.shape), anti_aliasing=True)' },
  },
  {
    name: 'zoom in, linear',
    shape: { y: 1024, x: 1024 },
    build: (image) => zoom(image, { zoom: 2, order: 1 }),
    bytesPerVoxel: 20,
    peers: { scipy: 'ndimage.zoom(a, 2, order=1)' },
  },
  {
    name: 'zoom of a volume, cubic',
    shape: { z: 64, y: 128, x: 128 },
    build: (image) => zoom(image, { zoom: 1.5 }),
    bytesPerVoxel: 18,
    peers: { scipy: 'ndimage.zoom(a, 1.5)' },
  },
  {
    name: 'rotate, cubic',
    shape: { y: 2048, x: 2048 },
    build: (image) => rotate(image, { angle: 30, reshape: false }),
    bytesPerVoxel: 8,
    peers: { scipy: 'ndimage.rotate(a, 30, reshape=False)' },
  },
  {
    name: 'perspective, linear',
    shape: { y: 2048, x: 2048 },
    build: (image) => warp(image, { matrix: HORIZON }),
    bytesPerVoxel: 8,
    prepare: `m = np.array(${JSON.stringify(HORIZON)})`,
    peers: {
      opencv: 'cv2.warpPerspective(a, m, a.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)',
      skimage: 'transform.warp(a, m)',
    },
    agrees: {
      abs: 0.04,
      share: 0.01,
      why: 'OpenCV rounds places to 1/32 of a voxel; which voxels at the edge lie outside',
    },
  },
];
