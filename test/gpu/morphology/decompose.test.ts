/** Footprints taken in parts give what they give at once, at every border. */
import { expect, test } from 'vitest';
import { type Footprint, fitted, offsetsOf } from '../../../src/core/footprint.js';
import { footprint, type GivenFootprint } from '../../../src/core/footprintParam.js';
import { parseParams } from '../../../src/core/paramSpec.js';
import { partsOf } from '../../../src/ops/morphology/decompose.js';
import { dilation } from '../../../src/ops/morphology/dilation.js';
import { type Field, morphology, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const read = (given: GivenFootprint): Footprint =>
  parseParams('op', { footprint: footprint('doc') }, { footprint: given }).footprint;
const places = (one: Footprint): Set<string> => new Set(offsetsOf(one).map(({ z, y, x }) => `${z} ${y} ${x}`));

test.each([
  'diamond=5',
  'diamond=30',
  'octahedron=7',
  'octagon=5,4',
  'octagon=6,3',
])('the parts of %s add up to it', (given) => {
  const whole = read(given);
  const parts = partsOf(whole);
  expect(parts?.length).toBeGreaterThan(1);
  let sums = new Set(['0 0 0']);
  for (const part of parts ?? []) {
    const before = [...sums].map((at) => at.split(' ').map(Number));
    sums = new Set();
    for (const [z = 0, y = 0, x = 0] of before)
      for (const o of offsetsOf(part)) sums.add(`${z + o.z} ${y + o.y} ${x + o.x}`);
  }
  expect(sums).toEqual(places(whole));
});

test.each(['disk=6', 'ball=4', 'diamond=2', 'box=5', 'cross=3'])('%s is taken at once', (given) => {
  expect(partsOf(read(given))).toBeUndefined();
});

checkOp(dilation, {
  oracle: ([x], params) => {
    const offsets = offsetsOf(fitted(read(params.footprint as GivenFootprint), (x as Field).shape));
    return morphology.dilation(x as Field, { ...params, offsets });
  },
  tolerance: { abs: 0, rel: 0, why: 'a choice among the voxels' },
  borders: true,
  rows: [
    { name: 'diamond', inputs: [randomField({ y: 9, x: 14 }, 1)], params: { footprint: 'diamond=6' } },
    {
      name: 'even octagon, u8',
      dtype: 'u8',
      inputs: [randomIntegers({ y: 7, x: 17 }, 2, 0, 255)],
      params: { footprint: 'octagon=6,3' },
    },
    { name: 'octahedron', inputs: [randomField({ z: 3, y: 5, x: 7 }, 3)], params: { footprint: 'octahedron=4' } },
  ],
});
