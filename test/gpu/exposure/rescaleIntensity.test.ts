import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { rescaleIntensity } from '../../../src/ops/exposure/rescaleIntensity.js';
import * as exposure from '../../oracle/exposure.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 2);
const levels = randomIntegers({ y: 13, x: 17 }, 3, 20, 190);
const broken = fieldOf({ x: 6 }, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1, 2, Number.NEGATIVE_INFINITY]);

checkOp(rescaleIntensity, {
  oracle: ([x], params) => exposure.rescaleIntensity(x as Field, params as Record<string, number[]>),
  tolerance: { abs: 2e-6, rel: 2e-6, why: 'a share of a range, stretched: four roundings' },
  rows: [
    { name: 'numbers', inputs: [image], params: { inRange: [0.25, 0.5], outRange: [-1, 3] } },
    { name: 'range of the image', inputs: [volume], params: {} },
    { name: 'percentiles', inputs: [image], params: { percentiles: [2, 98] } },
    { name: 'levels', inputs: [levels], dtype: 'u8', params: {} },
    {
      name: 'percentiles of levels',
      inputs: [levels],
      dtype: 'u8',
      params: { percentiles: [5, 50], outRange: [1, 0] },
    },
    { name: 'not finite', inputs: [broken], params: {} },
    { name: 'percentiles, not finite', inputs: [broken], params: { percentiles: [25, 100] } },
    { name: 'far apart', inputs: [fieldOf({ x: 4 }, [-3e38, 0, 3e38, 1e38])], params: {} },
    { name: 'u32', inputs: [fieldOf({ x: 3 }, [4e9, 4e9 + 2, 4e9 + 4])], dtype: 'u32', params: {} },
    {
      name: 'u32 between numbers',
      inputs: [fieldOf({ x: 3 }, [4e9, 4e9 + 2, 4e9 + 4])],
      dtype: 'u32',
      params: { inRange: [4e9 + 1, 4e9 + 3] },
    },
    {
      name: 'i32 from end to end',
      inputs: [fieldOf({ x: 3 }, [-2147483648, 2147483647, 0])],
      dtype: 'i32',
      params: {},
    },
    { name: 'one voxel', inputs: [fieldOf({}, [0.3])], params: {} },
    { name: 'one voxel beyond', inputs: [fieldOf({}, [7])], params: { outRange: [2, 5] } },
  ],
  refuses: [
    [[image], { inRange: [0, 1], percentiles: [2, 98] }, /^rescaleIntensity: inRange or percentiles must be left out/],
    [[image], { inRange: [1, 0] }, /^rescaleIntensity: inRange must not descend/],
    [[image], { percentiles: [2, 101] }, /^rescaleIntensity: percentiles must be from 0 to 100/],
    [[image], { outRange: [0, 1, 2] }, /^rescaleIntensity: outRange must be two numbers/],
  ],
});

it('levels become those of scikit-image 0.19', async () => {
  const given = new HostVolume({ shape: { x: 6 }, data: Uint8Array.of(3, 17, 101, 200, 90, 255) });
  const engine = new Engine(sharedContext());
  using result = await engine.run(rescaleIntensity(given, { inRange: [17, 200], outRange: [0, 10] }));
  const wanted = [0, 0, 4.59016393442623, 10, 3.989071038251366, 10];
  for (const [at, v] of [...(await result.read()).data].entries()) expect(v).toBeCloseTo(wanted[at] ?? 0, 5);
});
