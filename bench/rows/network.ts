/** Rows of the chapter `network`. */
import { add, conv, gradientOf, HostVolume, matmul, multiply, source, sum } from 'brightfield';
import type { BenchRow } from '../row.js';

const weights = source(
  new HostVolume({
    shape: { n: 32, c: 32, y: 3, x: 3 },
    data: Float32Array.from({ length: 32 * 32 * 9 }, (_, at) => Math.sin(at) / 100),
  }),
);

/** What torch takes: the same image, with a batch axis, and weights of the same size. */
const TORCH =
  'torch.set_num_threads(2); x = torch.from_numpy(a.copy())[None].requires_grad_(); w = (torch.sin(torch.arange(9216.)) / 100).reshape(32, 32, 3, 3).requires_grad_(); F = torch.nn.functional';

export const network: readonly BenchRow[] = [
  {
    name: 'convolution layer 3x3, 32 to 32 channels',
    shape: { c: 32, y: 256, x: 256 },
    build: (image) => conv(image, weights, { padding: 1 }),
    bytesPerVoxel: 8,
    prepare: TORCH,
    peers: { torch: 'F.conv2d(x.detach(), w.detach(), padding=1)' },
  },
  {
    name: 'convolution layer forwards and backwards',
    shape: { c: 32, y: 256, x: 256 },
    build: (image) => {
      const x = source(image);
      const made = conv(x, weights, { padding: 1 });
      const [byImage, byWeights] = gradientOf(sum(multiply(made, made)), [x, weights]);
      return add(sum(byImage), sum(byWeights));
    },
    bytesPerVoxel: 24,
    prepare: TORCH,
    peers: { torch: 'torch.autograd.grad((F.conv2d(x, w, padding=1) ** 2).sum(), [x, w])' },
  },
  {
    name: 'matrix product',
    shape: { y: 1024, x: 1024 },
    build: (image) => matmul(image, image),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.matmul(a, a)' },
  },
  {
    name: 'matrix product, both transposed',
    shape: { y: 1024, x: 1024 },
    build: (image) => matmul(image, image, { transposeA: true, transposeB: true }),
    bytesPerVoxel: 8,
    peers: { numpy: 'np.matmul(a.T, a.T)' },
  },
];
