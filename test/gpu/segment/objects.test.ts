/** What is kept of objects, against floods. */
import { binaryFillHoles } from '../../../src/ops/segment/binaryFillHoles.js';
import { clearBorder } from '../../../src/ops/segment/clearBorder.js';
import { removeSmallHoles } from '../../../src/ops/segment/removeSmallHoles.js';
import { removeSmallObjects } from '../../../src/ops/segment/removeSmallObjects.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import * as oracle from '../../oracle/segment.js';
import { checkOp, type Row } from '../checkOp.js';

const sparse = (shape: Parameters<typeof randomIntegers>[0], seed: number): Field => {
  const image = randomIntegers(shape, seed, 0, 9);
  return { ...image, data: image.data.map((v) => (v < 4 ? 1 : 0)) };
};
const image = sparse({ y: 29, x: 201 }, 1);
const labels = randomIntegers({ y: 17, x: 70 }, 2, 0, 2);
const volume = sparse({ n: 2, c: 2, z: 4, y: 9, x: 41 }, 3);
const full: Field = { ...fieldOf({ y: 3, x: 40 }), data: new Float64Array(120).fill(5) };

/** The same images for all of them. */
const rowsOf = (...params: Record<string, unknown>[]): Row[] =>
  [
    { name: 'mask', inputs: [image] },
    { name: 'labels', inputs: [labels] },
    { name: 'volumes', inputs: [volume] },
    { name: 'bytes', inputs: [image], dtype: 'u8' as const, without: ['unfused'] as const },
    { name: 'one object', inputs: [full] },
    { name: 'a column', inputs: [sparse({ y: 83 }, 4)] },
    { name: 'one voxel', inputs: [fieldOf({}, [1])] },
  ].map((row, at) => ({ dtype: 'i32', ...row, params: params[at % params.length] ?? {} }));

const rest = {
  tolerance: { abs: 0, rel: 0, why: 'values are handed on' },
  without: { f16: 'floats are refused', u8: 'a label is no multiple of 255', apart: 'there is no border' },
};
const refusal = /: the image must be of whole numbers \(compare or cast it first\), got f32$/;
const refuses = [[[randomField({ x: 3 }, 1)], {}, refusal]] as const;

checkOp(removeSmallObjects, {
  ...rest,
  oracle: ([x], params) => oracle.removeSmallObjects(x as Field, params),
  without: { ...rest.without, unfused: 'bytes between operations are stored' },
  rows: rowsOf({ minSize: 4 }, { minSize: 2, connectivity: 2 }, { minSize: 9, connectivity: 3 })
    .filter(({ name }) => name !== 'bytes')
    .map((row) => ({ ...row, dtype: 'u8' as const })),
});

/** A few numbers, and some that there are many of. */
const ofAnySize = (shape: Parameters<typeof randomIntegers>[0], seed: number, least: number): Field => {
  const many = randomIntegers(shape, seed, 0, 99);
  return { ...many, data: many.data.map((v) => (v < 50 ? 0 : least + v - (v % 7))) };
};

checkOp(removeSmallObjects, {
  ...rest,
  oracle: ([x], { minSize }) => oracle.removeSmallLabels(x as Field, minSize as number),
  rows: [
    { name: 'labels', inputs: [ofAnySize({ y: 9, x: 71 }, 5, 4294967000)], params: { minSize: 40 }, dtype: 'u32' },
    {
      name: 'volumes of labels',
      inputs: [ofAnySize({ n: 2, c: 2, z: 2, y: 5, x: 9 }, 6, -2147483648)],
      params: { minSize: 4 },
      dtype: 'i32',
    },
    // more than there are slots in the least table
    {
      name: 'many labels',
      inputs: [randomIntegers({ y: 40, x: 60 }, 7, 0, 900)],
      params: { minSize: 3 },
      dtype: 'u16',
      without: ['unfused'],
    },
  ],
  refuses,
});

checkOp(removeSmallHoles, {
  ...rest,
  oracle: ([x], params) => oracle.removeSmallHoles(x as Field, params),
  rows: rowsOf({ areaThreshold: 5 }, { areaThreshold: 2, connectivity: 2 }),
  refuses,
});

checkOp(clearBorder, {
  ...rest,
  oracle: ([x], params) => oracle.clearBorder(x as Field, params),
  rows: rowsOf({}, { connectivity: 1 }, { bufferSize: 1, connectivity: 1 }, { bufferSize: 40, connectivity: 1 }),
  refuses,
});

checkOp(binaryFillHoles, {
  ...rest,
  oracle: ([x], params) => oracle.binaryFillHoles(x as Field, params),
  rows: rowsOf({}, { connectivity: 2 }),
  refuses,
});
