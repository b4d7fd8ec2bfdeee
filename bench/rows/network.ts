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
  'x = torch.from_numpy(a.copy())[None].requires_grad_(); w = (torch.sin(torch.arange(9216.)) / 100).reshape(32, 32, 3, 3).requires_grad_(); s = x.detach()';

export const network: readonly BenchRow[] = [
  {
    name: 'convolution layer 3x3, 32 to 32 channels',
    shape: { c: 32, y: 256, x: 256 },
    large: { c: 32, y: 1024, x: 1024 },
    build: (image) => conv(image, weights, { padding: 1 }),
    bytesPerVoxel: 8,
    prepare: TORCH,
    script: {
      onnx: `k = tensor(Array.from({ length: 9216 }, (_, at) => Math.sin(at) / 100), [32, 32, 3, 3]); f = model('Conv', { pads: [1, 1, 1, 1], kernel_shape: [3, 3] }, [a.dims, k.dims])`,
      tfjs: 'w = tf.tensor(Array.from({ length: 9216 }, (_, at) => Math.sin(at) / 100), [32, 32, 3, 3]).transpose([2, 3, 1, 0]).clone()',
    },
    peers: {
      torch: 'F.conv2d(s, w.detach(), padding=1)',
      tfjs: { run: "tf.conv2d(a, w, 1, 'same')", result: 'r.transpose([0, 3, 1, 2])' },
      onnx: 'f(a, k)',
    },
    flopsPerVoxel: 576,
  },
  {
    name: 'convolution layer forwards and backwards',
    shape: { c: 32, y: 256, x: 256 },
    large: { c: 32, y: 1024, x: 1024 },
    build: (image) => {
      const x = source(image);
      const made = conv(x, weights, { padding: 1 });
      const [byImage, byWeights] = gradientOf(sum(multiply(made, made)), [x, weights]);
      return add(sum(byImage), sum(byWeights));
    },
    bytesPerVoxel: 24,
    prepare: TORCH,
    script: {
      tfjs: "w = tf.tensor(Array.from({ length: 9216 }, (_, at) => Math.sin(at) / 100), [32, 32, 3, 3]).transpose([2, 3, 1, 0]).clone(); g = tf.grads((x, k) => tf.conv2d(x, k, 1, 'same').square().sum())",
    },
    peers: {
      torch: {
        run: 'torch.autograd.grad((F.conv2d(x, w, padding=1) ** 2).sum(), [x, w])',
        result: 'r[0].sum() + r[1].sum()',
      },
      tfjs: { run: 'g([a, w])', result: 'r[0].sum().add(r[1].sum())' },
    },
    agrees: { rel: 1e-3, why: 'sums of millions of products' },
    flopsPerVoxel: 1728,
  },
  {
    name: 'matrix product',
    shape: { y: 1024, x: 1024 },
    build: (image) => matmul(image, image),
    bytesPerVoxel: 8,
    flopsPerVoxel: 2048,
    peers: { numpy: 'np.matmul(a, a)', tfjs: { run: 'tf.matMul(m, m)' }, onnx: 'p(m, m)' },
    script: {
      tfjs: 'm = a.reshape(a.shape.slice(1, 3))',
      onnx: `m = tensor(a.data, a.dims.slice(2)); p = model('MatMul', {}, [m.dims, m.dims])`,
    },
  },
  {
    name: 'matrix product, both transposed',
    shape: { y: 1024, x: 1024 },
    build: (image) => matmul(image, image, { transposeA: true, transposeB: true }),
    bytesPerVoxel: 8,
    flopsPerVoxel: 2048,
    peers: { numpy: 'np.matmul(a.T, a.T)' },
  },
];
