/** Area opening and closing against regions grown level by level. */
import { HostVolume } from '../../../src/core/hostVolume.js';
import { areaClosing } from '../../../src/ops/geodesic/areaClosing.js';
import { areaOpening } from '../../../src/ops/geodesic/areaOpening.js';
import { type Field, fieldOf, geodesic, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, expectSameBits, type Law, type Row } from '../checkOp.js';

const exact = { abs: 0, rel: 0, why: 'values are handed on' };
const broken = randomField({ y: 7, x: 19 }, 1, -1, 1);
for (const at of [20, 21, 39, 40, 58, 60]) broken.data[at] = Number.NaN;
broken.data[90] = Number.POSITIVE_INFINITY;
broken.data[91] = Number.NEGATIVE_INFINITY;
const bytes = randomIntegers({ y: 11, x: 15 }, 2, 0, 255);

/** Doing it again changes nothing. */
const again: Law = {
  name: 'idempotent',
  async check(run, row) {
    if (row.dtype !== 'u8') return;
    const { shape, data } = row.inputs[0] as Field;
    const once = await run([new HostVolume({ shape, data: Uint8Array.from(data) })]);
    expectSameBits(await run([once]), once, 'again');
  },
};

const image: Row = { name: 'u8', dtype: 'u8', inputs: [bytes], params: { areaThreshold: 7 } };
const odd: Row = { name: 'not finite', inputs: [broken], params: { areaThreshold: 5 } };

checkOp(areaOpening, {
  oracle: ([x], params) => geodesic.areaOpening(x as Field, params),
  tolerance: exact,
  rows: [
    image,
    { name: 'u8, all neighbours', dtype: 'u8', inputs: [bytes], params: { areaThreshold: 20, connectivity: 2 } },
    odd,
    { name: 'volume', inputs: [randomField({ z: 3, y: 5, x: 7 }, 3)], params: { areaThreshold: 9, connectivity: 3 } },
    {
      name: 'edges, i16, a batch',
      dtype: 'i16',
      inputs: [randomIntegers({ n: 2, z: 3, y: 4, x: 6 }, 4, -32768, 32767)],
      params: { areaThreshold: 6, connectivity: 2 },
    },
    { name: 'i32', dtype: 'i32', inputs: [randomIntegers({ y: 6, x: 9 }, 5, -9, 9)], params: { areaThreshold: 3 } },
    { name: 'one voxel', dtype: 'u8', inputs: [fieldOf({}, [3])], params: { areaThreshold: 1 } },
    { name: 'smaller than the area', dtype: 'u8', inputs: [fieldOf({ x: 3 }, [3, 4, 5])] },
  ],
  laws: [again],
  refuses: [[[bytes], { areaThreshold: 0 }, /^areaOpening: areaThreshold must be/]],
});
checkOp(areaClosing, {
  oracle: ([x], params) => geodesic.areaClosing(x as Field, params, (x as Field).data.length === 3 ? 255 : 1),
  tolerance: exact,
  rows: [
    image,
    odd,
    { name: 'smaller than the area, NaN', inputs: [fieldOf({ x: 4 }, [Number.NaN, 5, 5, 2])], without: ['u8'] },
    { name: 'smaller than the area', dtype: 'u8', inputs: [fieldOf({ x: 3 }, [3, 4, 5])] },
  ],
});
