import { uniformFilter } from '../../../src/ops/filter/uniformFilter.js';
import { type Field, fieldOf, filter, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 37, x: 53 }, 1);
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;
const long = randomField({ y: 83, x: 93 }, 3);
long.data[40 * 93 + 20] = Number.NaN;
long.data[70 * 93 + 80] = Number.POSITIVE_INFINITY;

checkOp(uniformFilter, {
  oracle: ([x], params) => filter.uniformFilter(x as Field, { size: 3, ...params }),
  tolerance: { abs: 1e-6, rel: 1e-5, why: 'three f32 sums of numbers in [0, 1]; u8 up to 255' },
  borders: true,
  rows: [
    { name: 'image', inputs: [image] },
    {
      name: 'even sizes in a volume',
      inputs: [randomField({ z: 5, y: 7, x: 9 }, 2)],
      params: { size: { z: 1, y: 4, x: 2 } },
    },
    { name: 'not finite', inputs: [broken], params: { size: { x: 5, y: 2 } } },
    { name: 'long', inputs: [long], params: { size: { y: 36, x: 45 } } },
    {
      name: 'long, blocks summed beforehand',
      inputs: [randomField({ y: 47, x: 65 }, 5)],
      params: { size: { y: 77, x: 118 }, origin: { y: -3, x: 6 } },
    },
    { name: 'longer than the image', inputs: [randomField({ y: 13, x: 7 }, 2)], params: { size: 40 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], params: { size: 50 }, without: ['windows'] },
  ],
  refuses: [
    [
      [image],
      { size: 4, origin: { x: 2 } },
      /^uniformFilter: origin along x must keep the box of 4 over the voxel \(-2 to 1\), got 2$/,
    ],
    [[image], { size: 0 }, /^uniformFilter: size must be a whole number from 1 to 10000 voxel, got 0$/],
    [
      [image],
      { size: { x: 2.5 } },
      /^uniformFilter: size along x must be a whole number from 1 to 10000 voxel, got 2.5$/,
    ],
  ],
});
