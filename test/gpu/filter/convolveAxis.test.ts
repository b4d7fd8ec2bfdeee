import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { type Field, fieldOf, filter, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 19, x: 53 }, 1);
const broken = randomField({ y: 13, x: 37 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;
const all = randomField({ n: 3, c: 5, z: 4, y: 3, x: 6 }, 2);
const seeded = (length: number, seed: number): number[] => [...randomField({ x: length }, seed, -1, 1).data];

checkOp(convolveAxis, {
  oracle: ([x], params) => filter.convolveAxis(x as Field, params as never),
  tolerance: { abs: 1e-5, rel: 1e-5, why: 'sums of up to 34 f32 products of numbers in [-1, 1]' },
  borders: true,
  rows: [
    { name: 'even, shifted', inputs: [image], params: { axis: 'x', weights: seeded(4, 11), origin: -1 } },
    { name: 'zeros over what is not finite, x', inputs: [broken], params: { axis: 'x', weights: [1, 0, -2, 0, 0.5] } },
    { name: 'zeros over what is not finite, y', inputs: [broken], params: { axis: 'y', weights: [1, 0, -2, 0, 0.5] } },
    { name: 'pairs, x', inputs: [broken], params: { axis: 'x', weights: [0.5, 0, 3, 0, 0.5] } },
    { name: 'pairs, y', inputs: [image], params: { axis: 'y', weights: [2, -1, -1, 2] } },
    { name: 'opposites, x', inputs: [image], params: { axis: 'x', weights: [2, -1, 1, -2], origin: 1 } },
    { name: 'opposites, y', inputs: [broken], params: { axis: 'y', weights: [2, -1, 0, 1, -2] } },
    { name: 'along c', inputs: [all], params: { axis: 'c', weights: seeded(3, 12), origin: 1 } },
    { name: 'along n', inputs: [all], params: { axis: 'n', weights: seeded(2, 13) } },
    { name: '33 taps, x', inputs: [image], params: { axis: 'x', weights: seeded(33, 14), origin: 5 } },
    { name: '33 taps, y', inputs: [image], params: { axis: 'y', weights: seeded(33, 15), origin: -5 } },
    { name: '34 taps, x', inputs: [image], params: { axis: 'x', weights: [0, ...seeded(33, 16)] } },
    { name: '34 taps, z', inputs: [all], params: { axis: 'z', weights: [0, ...seeded(33, 17)], origin: 16 } },
    { name: 'long rows', inputs: [randomField({ y: 5, x: 2053 }, 5)], params: { axis: 'x', weights: seeded(17, 18) } },
    { name: 'one tap', inputs: [fieldOf({ x: 3 }, [1, 2, 3])], params: { axis: 'y', weights: [-2] } },
  ],
  refuses: [
    [
      [image],
      { weights: [1, 2, 3], origin: 2 },
      /^convolveAxis: origin must keep the window over the voxel \(-1 to 1\), got 2$/,
    ],
    [[image], { weights: [1, Number.NaN] }, /^convolveAxis: weights every item must be a finite number, got NaN$/],
    [
      [image],
      { weights: [] },
      /^convolveAxis: weights must be finite numbers in a list, or in a volume in memory, got \[\]$/,
    ],
    [[image], { weights: [1], axis: 'w' }, /^convolveAxis: axis must be one of n, c, z, y, x, got 'w'$/],
  ],
});
