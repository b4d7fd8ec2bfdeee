import { cumulativeSum } from '../../../src/ops/measure/cumulativeSum.js';
import { type Field, reductions as r, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { broken, image, LONG_ROW, line, one, volume } from './cases.js';

checkOp(cumulativeSum, {
  oracle: ([x], params) => r.cumulativeSum(x as Field, { axis: 'x', ...params }),
  tolerance: { abs: 2e-6, rel: 1e-5, why: 'f32 sums of 8 and 256, blocks of blocks; the volume has sums near 0' },
  rows: [
    { name: 'one long line', inputs: [line], without: ['batch'], binding: LONG_ROW },
    { name: 'rows', inputs: [image], params: { axis: 'y' } },
    { name: 'not finite', inputs: [broken], params: { axis: 'x' } },
    { name: 'along z', inputs: [volume], params: { axis: 'z' } },
    { name: 'along c', inputs: [volume], params: { axis: 'c' } },
    { name: 'one voxel', inputs: [one], params: { axis: 'n' } },
    {
      name: 'counts beyond 2^24 stay exact',
      inputs: [randomIntegers({ x: 517 }, 8, 0, 2 ** 22)],
      dtype: 'u32',
      tolerance: { abs: 0, rel: 0, why: 'u32 arithmetic' },
    },
    {
      name: 'long columns',
      inputs: [randomIntegers({ y: 5003, x: 3 }, 9, 0, 255)],
      params: { axis: 'y' },
      dtype: 'u8',
      tolerance: { abs: 0, rel: 0, why: 'sums below 2^24 are exact in f32' },
    },
  ],
});
