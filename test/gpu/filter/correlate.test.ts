/** `convolve` and `correlate`: one kernel for every number of axes. */
import { convolve } from '../../../src/ops/filter/convolve.js';
import { correlate } from '../../../src/ops/filter/correlate.js';
import { type Field, fieldOf, filter, randomField } from '../../oracle/index.js';
import { checkOp, type OpTest } from '../checkOp.js';

const image = randomField({ y: 19, x: 53 }, 1);
const broken = randomField({ y: 13, x: 37 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;

/** Seeded weights in nested lists; every third is 0 where `sparse`. */
function weights(lengths: readonly number[], seed: number, sparse = false): unknown {
  const { data } = randomField({ x: lengths.reduce((a, b) => a * b) }, seed, -1, 1);
  let next = 0;
  const nest = ([length = 0, ...rest]: readonly number[]): unknown =>
    Array.from({ length }, () => (rest.length ? nest(rest) : sparse && next % 3 === 0 ? 0 * next++ : data[next++]));
  return nest(lengths);
}

/** Nested lists as a field whose last axis is x. */
function kernelField(nested: unknown): Field {
  const lengths: number[] = [];
  for (let level = nested; Array.isArray(level); level = level[0]) lengths.unshift(level.length);
  const [x = 1, y = 1, z = 1] = lengths;
  return fieldOf({ x, y, z }, (nested as unknown[]).flat(2) as number[]);
}

const table = (oracle: typeof filter.correlate): OpTest => ({
  oracle: ([x], { weights, method: _, ...options }) => oracle(x as Field, kernelField(weights), options),
  tolerance: { abs: 2e-6, rel: 1e-5, why: 'sums of up to 35 f32 products of numbers below 4' },
  borders: true,
  rows: [
    { name: '3 x 3', inputs: [image], params: { weights: weights([3, 3], 11) } },
    {
      name: 'even, shifted, in a volume',
      inputs: [randomField({ z: 5, y: 7, x: 21 }, 2)],
      params: { weights: weights([2, 3, 4], 12), origin: { z: -1, x: 1 } },
    },
    { name: 'zeros over what is not finite', inputs: [broken], params: { weights: weights([3, 5], 13, true) } },
    {
      name: 'flat list wider than the image',
      inputs: [randomField({ y: 5, x: 7 }, 3)],
      params: { weights: weights([35], 14) },
    },
    {
      name: 'by transforms, even, shifted',
      inputs: [randomField({ y: 9, x: 22 }, 6)],
      params: { weights: weights([4, 6], 16), origin: { y: 1, x: -2 }, method: 'fft' },
      without: ['apart', 'buffers', 'f16', 'unfused', 'batch'],
    },
  ],
  refuses: [
    [[image], {}, /: weights must be given, got nothing$/],
    [
      [image],
      { weights: [[1, 2], [3]] },
      /: weights must be finite numbers in lists nested up to 3 deep, all of equal length, or in a volume in memory, got/,
    ],
    [
      [image],
      { weights: [1, 2, 3], origin: { x: 2 } },
      /: origin along x must keep the window of 3 over the voxel \(-1 to 1\), got 2$/,
    ],
  ],
});

checkOp(correlate, table(filter.correlate));
checkOp(convolve, table(filter.convolve));
checkOp(correlate, {
  oracle: table(filter.correlate).oracle,
  without: {
    windows: 'every row of the higher image reads all of it: its bindings are cut, not its windows',
    apart: 'the images are smaller than the weights',
  },
  tolerance: { abs: 5e-6, rel: 1e-5, why: 'sums of 99 f32 products of numbers below 4' },
  rows: [
    { name: 'one tap, one voxel', inputs: [fieldOf({}, [3])], params: { weights: [-2] } },
    {
      name: 'higher than the image, several groups wide',
      inputs: [randomField({ y: 4, x: 120 }, 5)],
      params: { weights: weights([11, 9], 15), border: 'mirror' },
    },
  ],
});
