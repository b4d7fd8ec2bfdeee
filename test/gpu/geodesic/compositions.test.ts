/** What is made of reconstruction, against queues. */
import { applyHysteresisThreshold } from '../../../src/ops/geodesic/applyHysteresisThreshold.js';
import { fillHoles } from '../../../src/ops/geodesic/fillHoles.js';
import { hMaxima } from '../../../src/ops/geodesic/hMaxima.js';
import { hMinima } from '../../../src/ops/geodesic/hMinima.js';
import { localMaxima } from '../../../src/ops/geodesic/localMaxima.js';
import { localMinima } from '../../../src/ops/geodesic/localMinima.js';
import { type Field, fieldOf, geodesic, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';

const image = randomField({ y: 23, x: 41 }, 1);
const mask: Field = { ...image, data: image.data.map((value) => (value > 0.45 ? 1 : 0)) };
const volume = randomField({ z: 6, y: 9, x: 14 }, 2);
const thick: Field = { ...volume, data: volume.data.map((value) => (value > 0.3 ? 1 : 0)) };
const broken = randomField({ y: 13, x: 37 }, 3);
broken.data[150] = Number.NaN;
broken.data[200] = Number.NaN;
const odd: readonly Row[] = [
  { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  { name: 'a row', inputs: [randomField({ x: 61 }, 4)] },
  { name: 'two rows', inputs: [randomField({ y: 2, x: 7 }, 5)] },
  { name: 'NaN', inputs: [broken], params: { connectivity: 2 } },
  { name: 'i32, a batch', dtype: 'i32', inputs: [randomIntegers({ n: 2, c: 2, y: 11, x: 17 }, 6, -9, 9)] },
];
const exact = { abs: 0, rel: 0, why: 'values are handed on' };

checkOp(fillHoles, {
  oracle: ([x], params) => geodesic.fillHoles(x as Field, params),
  tolerance: exact,
  rows: [
    { name: 'grey', inputs: [image] },
    { name: 'mask', dtype: 'u8', inputs: [mask] },
    { name: 'volume', inputs: [thick] },
    { name: 'volume, corners', inputs: [volume], params: { connectivity: 3 } },
    ...odd,
  ],
});

const heights: readonly Row[] = [
  { name: 'image', inputs: [image], params: { h: 0.4 } },
  { name: 'faces', inputs: [volume], params: { h: 0.5, connectivity: 1 } },
  { name: 'edges', inputs: [volume], params: { h: 0.3, connectivity: 2 } },
  { name: 'u8', dtype: 'u8', inputs: [randomIntegers({ y: 19, x: 33 }, 7, 0, 255)], params: { h: 99.5 } },
  { name: 'u8, the whole range', dtype: 'u8', inputs: [fieldOf({ x: 5 }, [0, 9, 4, 9, 3])], params: { h: 9 } },
  { name: 'infinities', inputs: [fieldOf({ x: 7 }, [0, 5, 0, Infinity, 0, -Infinity, 3])], params: { h: 1 } },
  { name: 'more than the range', dtype: 'u8', inputs: [fieldOf({ x: 5 }, [0, 9, 4, 9, 3])], params: { h: 10 } },
  { name: 'u32', dtype: 'u32', inputs: [randomIntegers({ y: 11, x: 17 }, 8, 0, 4294967295)], params: { h: 2e9 } },
  {
    name: 'i32 from end to end',
    dtype: 'i32',
    inputs: [fieldOf({ x: 4 }, [-2147483648, 2147483647, 0, 5])],
    params: { h: 2147483647 },
  },
  ...odd,
];

checkOp(hMaxima, {
  oracle: ([x], params) => geodesic.hMaxima(x as Field, params),
  tolerance: exact,
  rows: heights,
  refuses: [[[image], { h: 0 }, /^hMaxima: h must be a finite number of at least 1e-9/]],
});
checkOp(hMinima, { oracle: ([x], params) => geodesic.hMinima(x as Field, params), tolerance: exact, rows: heights });

checkOp(applyHysteresisThreshold, {
  oracle: ([x], params) => geodesic.applyHysteresisThreshold(x as Field, params),
  tolerance: exact,
  rows: [
    { name: 'image', inputs: [image], params: { low: 0.5, high: 0.9 } },
    { name: 'volume', inputs: [volume], params: { low: 0.7, high: 0.95, connectivity: 3 } },
    { name: 'low above high', inputs: [image], params: { low: 0.9, high: 0.4 } },
    ...odd,
  ],
});

const plateaus = randomIntegers({ y: 6, x: 13 }, 9, 0, 3);
const zeros = fieldOf({ x: 9 }, [-1, -0, 0, -1, 0, -0, 3, -0, -2]);
const regionals: readonly Row[] = [
  { name: 'wide', inputs: [randomIntegers({ y: 23, x: 120 }, 11, 0, 9)] },
  { name: 'u8', dtype: 'u8', inputs: [plateaus] },
  { name: 'not at borders', inputs: [plateaus], params: { allowBorders: false, connectivity: 1 } },
  { name: 'volume, edges', inputs: [randomIntegers({ z: 3, y: 4, x: 6 }, 10, 0, 5)], params: { connectivity: 2 } },
  { name: 'two zeros', inputs: [zeros] },
  { name: 'of one value', dtype: 'u8', inputs: [fieldOf({ y: 3, x: 3 }, new Float64Array(9).fill(7))] },
  { name: 'NaN', inputs: [fieldOf({ y: 3, x: 5 }, [1, 2, Number.NaN, 4, 4, 0, 7, 3, 2, 1, 0, 0, 0, 0, 0])] },
];
/** Two levels that are the ends of their type. */
const ends: readonly Row[] = [
  { name: 'two levels, u8', dtype: 'u8', inputs: [fieldOf({ x: 5 }, [0, 255, 255, 0, 255])] },
  { name: 'two levels, i16', dtype: 'i16', inputs: [fieldOf({ x: 5 }, [0, -32768, -32768, 0, 0])] },
];

checkOp(localMaxima, {
  oracle: ([x], params) => geodesic.localMaxima(x as Field, params),
  tolerance: exact,
  rows: [...regionals, ...ends],
});
checkOp(localMinima, {
  oracle: ([x], params) => geodesic.localMinima(x as Field, params),
  tolerance: exact,
  rows: [...regionals.filter((row) => row.name !== 'volume, edges'), ...ends],
});
