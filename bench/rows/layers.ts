/** Rows of what stands between the filters of a network, beside torch. */
import {
  add,
  attention,
  batchNorm,
  crossEntropy,
  gradientOf,
  HostVolume,
  multiply,
  type Node,
  pixelShuffle,
  softmax,
  source,
  sum,
} from 'brightfield';
import type { BenchRow } from '../row.js';

const IMAGE = 'x = torch.from_numpy(a.copy())[None]';
const BATCH = `${IMAGE}.requires_grad_()`;

const classes = 16;
/** A label for each voxel of an image. */
const labelsOf = ({ shape: { y, x } }: HostVolume): Node =>
  source(new HostVolume({ shape: { y, x }, data: Uint8Array.from({ length: y * x }, (_, at) => (at * 7) % classes) }));
const LABELS = `y = ((torch.arange(a[0].size) * 7) % ${classes}).reshape(1, *a.shape[1:])`;

/** The loss of an image whose channels are scores, and its gradient. */
function loss(image: HostVolume): { value: Node; slope: Node } {
  const x = source(image);
  const value = crossEntropy(x, labelsOf(image));
  const [slope] = gradientOf(value, [x]);
  return { value, slope };
}

export const layers: readonly BenchRow[] = [
  {
    name: 'pixel shuffle, 64 to 16 channels',
    shape: { c: 64, y: 256, x: 256 },
    build: (image) => pixelShuffle(image),
    bytesPerVoxel: 8,
    prepare: IMAGE,
    peers: { torch: 'F.pixel_shuffle(x, 2)' },
  },
  {
    name: 'softmax of 16 channels',
    shape: { c: classes, y: 512, x: 512 },
    build: (image) => softmax(image),
    bytesPerVoxel: 8,
    prepare: IMAGE,
    peers: {
      torch: 'F.softmax(x, 1)',
      tfjs: { run: 'tf.softmax(a)', result: 'r.transpose([0, 3, 1, 2])' },
    },
  },
  {
    name: 'cross-entropy of 16 classes, forwards and backwards',
    shape: { c: classes, y: 512, x: 512 },
    build(image) {
      const { value, slope } = loss(image);
      return add(slope, value);
    },
    answer: (image) => loss(image).slope,
    bytesPerVoxel: 12,
    prepare: `${BATCH}; ${LABELS}`,
    peers: { torch: { run: 'torch.autograd.grad(F.cross_entropy(x, y), x)', result: 'r[0]' } },
  },
  {
    name: 'batch norm, forwards and backwards',
    shape: { c: 32, y: 256, x: 256 },
    build(image) {
      const x = source(image);
      const { result } = batchNorm(x);
      const [slope] = gradientOf(sum(multiply(result, multiply(result, result))), [x]);
      return slope;
    },
    bytesPerVoxel: 24,
    prepare: BATCH,
    peers: {
      torch: { run: 'torch.autograd.grad((F.batch_norm(x, None, None, training=True) ** 3).sum(), x)', result: 'r[0]' },
    },
    agrees: { abs: 2e-3, rel: 1e-3, why: 'sums over every channel' },
  },
  {
    name: 'attention of 1024 tokens, 4 heads, forwards and backwards',
    shape: { y: 1024, x: 128 },
    small: { y: 1024, x: 128 },
    build(image) {
      const x = source(image);
      const made = attention(x, x, x, { heads: 4 });
      const [slope] = gradientOf(sum(multiply(made, made)), [x]);
      return slope;
    },
    bytesPerVoxel: 24,
    prepare: `${BATCH}; h = lambda t: t.reshape(1024, 4, 32).transpose(0, 1); at = lambda x: torch.softmax(h(x) @ h(x).transpose(1, 2) / 32 ** .5, -1) @ h(x)`,
    peers: { torch: { run: 'torch.autograd.grad((at(x) ** 2).sum(), x)', result: 'r[0]' } },
    agrees: { abs: 1e-3, rel: 1e-3, why: 'a softmax of 1024 and its sums' },
  },
];
