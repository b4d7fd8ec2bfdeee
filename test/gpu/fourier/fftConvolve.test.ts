import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { convolve } from '../../../src/ops/filter/convolve.js';
import { fftConvolve } from '../../../src/ops/fourier/fftConvolve.js';
import { type Field, fieldOf, fourier, randomField, toHost } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const kernel = (lengths: { z?: number; y?: number; x?: number }, seed: number) =>
  toHost(randomField(lengths, seed, -1));
const image = randomField({ y: 11, x: 21 }, 1);

const rows: Row[] = [
  { name: 'full, even kernel', inputs: [image], params: { kernel: kernel({ y: 4, x: 6 }, 2) } },
  {
    name: 'valid, a volume',
    inputs: [randomField({ z: 5, y: 4, x: 9 }, 3)],
    params: { kernel: kernel({ z: 2, y: 3, x: 5 }, 4), mode: 'valid' },
    without: ['batch'],
  },
  {
    name: 'kernel larger than the image, along y',
    inputs: [randomField({ y: 6, x: 7 }, 5)],
    params: { kernel: kernel({ y: 9, x: 1 }, 6), mode: 'same', border: 'mirror' },
  },
  {
    name: 'the same places, a number outside',
    inputs: [image],
    params: { kernel: kernel({ y: 3, x: 4 }, 7), mode: 'same', border: 'constant', value: 2 },
    without: ['windows', 'buffers'],
  },
  {
    name: 'the same places, as short as can be',
    inputs: [image],
    params: { kernel: kernel({ y: 4, x: 3 }, 8), mode: 'same' },
    without: ['windows', 'buffers', 'batch'],
  },
  { name: 'one weight', inputs: [image], params: { kernel: [-2] }, without: ['batch'] },
];

checkOp(fftConvolve, {
  oracle([x], { kernel, ...params }) {
    const given = kernel as { shape?: Field['shape']; data?: ArrayLike<number> };
    return fourier.fftConvolve(x as Field, fieldOf(given.shape ?? {}, given.data ?? (kernel as number[])), params);
  },
  tolerance: { abs: 1e-5, rel: 1e-5, why: 'transforms of sums of up to 30 numbers below 2, 4 in a batch' },
  rows,
  refuses: [
    [
      [randomField({ y: 2, x: 9 }, 1)],
      { kernel: [[1], [2], [3]], mode: 'valid' },
      /^fftConvolve: the kernel must be no longer than the image along y, 2, got 3$/,
    ],
  ],
});

test('convolve takes transforms where they are measured faster', async () => {
  const engine = new Engine(sharedContext());
  const big = toHost(randomField({ y: 512, x: 512 }, 1));
  const plan = (size: number, method?: 'direct') =>
    engine.explain(convolve(big, { weights: Array(size).fill(Array(size).fill(1)), ...(method && { method }) }));
  expect(await plan(5)).not.toContain('fourier/');
  expect(await plan(21)).toContain('fourier/');
  expect(await plan(21, 'direct')).not.toContain('fourier/');
});
