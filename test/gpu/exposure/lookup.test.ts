import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { lookup } from '../../../src/ops/exposure/lookup.js';
import * as exposure from '../../oracle/exposure.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ n: 2, c: 3, z: 3, y: 5, x: 7 }, 2);
const levels = randomIntegers({ y: 13, x: 17 }, 3, 0, 255);
const broken = fieldOf({ x: 6 }, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1, 1.5, Number.NEGATIVE_INFINITY]);
const table = randomField({ x: 37 }, 4);
const bounds = fieldOf({ x: 3 }, [5, 7, Number.POSITIVE_INFINITY]);

checkOp(lookup, {
  oracle: ([x, entries], params) => exposure.lookup(x as Field, entries as Field, params),
  tolerance: { abs: 1e-5, rel: 2e-6, why: 'the place in 37 entries has the error of its f32' },
  rows: [
    { name: 'image', inputs: [image, table], params: { range: [0.25, 0.75] } },
    { name: 'a table for each channel', inputs: [volume, randomField({ c: 3, x: 9 }, 5)], params: { range: [0, 1] } },
    { name: 'a table for each row', inputs: [image, randomField({ y: 37, x: 5 }, 6)], params: { range: [-1, 1] } },
    { name: 'levels', inputs: [levels, randomIntegers({ x: 256 }, 7, 0, 255)], dtype: 'u8' },
    {
      name: 'places',
      inputs: [randomIntegers({ x: 29 }, 8, -3, 12), randomIntegers({ x: 9 }, 9, -50, 50)],
      dtype: 'i32',
    },
    { name: 'not finite', inputs: [broken, bounds] },
    { name: 'one entry', inputs: [broken, fieldOf({}, [7])] },
    { name: 'one voxel', inputs: [fieldOf({}, [0.3]), table], params: { range: [0, 1] } },
  ],
  refuses: [
    [[image, randomField({ y: 2, x: 9 }, 5)], {}, /^lookup: table must lie along x and broadcast/],
    [[image, table], { range: [1, 1] }, /^lookup: range must be two ascending numbers/],
    [[image, table], { range: [0, 1, 2] }, /^lookup: range must be two ascending numbers/],
    [[image, table], { range: [-3e38, 3e38] }, /^lookup: range must be two ascending numbers/],
    [[image, table], { range: [0, 1e-40] }, /^lookup: range must be two ascending numbers/],
  ],
});

it('numbers become those of np.interp', async () => {
  const given = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(-2, -1, 0.25, 0.5, 2.5, 9) });
  const entries = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(3, -1, 4, 10) });
  using result = await new Engine(sharedContext()).run(lookup(given, entries, { range: [-1, 5] }));
  expect([...(await result.read()).data]).toEqual([3, 3, 0.5, 0, 2.75, 10]);
});
