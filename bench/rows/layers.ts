/** Rows of what stands between the filters of a network, beside torch. */
import {
  add,
  attention,
  batchNorm,
  crossEntropy,
  gradientOf,
  HostVolume,
  multiply,
  pixelShuffle,
  softmax,
  source,
  sum,
} from 'brightfield';
import type { BenchRow } from '../row.js';

const TORCH = 'torch.set_num_threads(2); F = torch.nn.functional';
const IMAGE = `${TORCH}; x = torch.from_numpy(a.copy())[None]`;
const BATCH = `${IMAGE}.requires_grad_()`;

const classes = 16;
const side = 512;
const labels = source(
  new HostVolume({
    shape: { y: side, x: side },
    data: Uint8Array.from({ length: side * side }, (_, at) => (at * 7) % classes),
  }),
);
const LABELS = `y = ((torch.arange(${side * side}) * 7) % ${classes}).reshape(1, ${side}, ${side})`;

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
    shape: { c: classes, y: side, x: side },
    build: (image) => softmax(image),
    bytesPerVoxel: 8,
    prepare: IMAGE,
    peers: { torch: 'F.softmax(x, 1)' },
  },
  {
    name: 'cross-entropy of 16 classes, forwards and backwards',
    shape: { c: classes, y: side, x: side },
    build(image) {
      const x = source(image);
      const loss = crossEntropy(x, labels);
      const [slope] = gradientOf(loss, [x]);
      return add(slope, loss);
    },
    bytesPerVoxel: 12,
    prepare: `${BATCH}; ${LABELS}`,
    peers: { torch: 'torch.autograd.grad(F.cross_entropy(x, y), x)' },
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
    peers: { torch: 'torch.autograd.grad((F.batch_norm(x, None, None, training=True) ** 3).sum(), x)' },
  },
  {
    name: 'attention of 1024 tokens, 4 heads, forwards and backwards',
    shape: { y: 1024, x: 128 },
    build(image) {
      const x = source(image);
      const made = attention(x, x, x, { heads: 4 });
      const [slope] = gradientOf(sum(multiply(made, made)), [x]);
      return slope;
    },
    bytesPerVoxel: 24,
    prepare: `${BATCH}; h = lambda t: t.reshape(1024, 4, 32).transpose(0, 1); at = lambda x: torch.softmax(h(x) @ h(x).transpose(1, 2) / 32 ** .5, -1) @ h(x)`,
    peers: { torch: 'torch.autograd.grad((at(x) ** 2).sum(), x)' },
  },
];
