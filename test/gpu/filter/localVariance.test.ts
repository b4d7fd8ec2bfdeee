/** The local variance and its root, which share a lowering. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { localStandardDeviation } from '../../../src/ops/filter/localStandardDeviation.js';
import { localVariance } from '../../../src/ops/filter/localVariance.js';
import { type Field, fieldOf, filter, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 17, x: 53 }, 1);
/** Tiles of rows and of voxels, and a rest of both. */
const large = randomField({ y: 29, x: 70 }, 6);
const broken = randomField({ y: 9, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
/** Steps of a million with noise of a few whole numbers on them: exact in f32, and nothing in squares is. */
const far = randomField({ y: 9, x: 37 }, 5);
far.data.forEach((v, at) => {
  far.data[at] = 1e6 * (1 + Math.floor((at % 37) / 9)) + Math.round(8 * v);
});

checkOp(localVariance, {
  oracle: ([x], params) => filter.localVariance(x as Field, { size: 3, ...params }),
  tolerance: { abs: 1e-6, rel: 1e-5, why: 'sums of squared deviations; u8 up to 255' },
  borders: true,
  rows: [
    { name: 'image', inputs: [image] },
    {
      name: 'even sizes in a volume',
      inputs: [randomField({ z: 5, y: 7, x: 9 }, 2)],
      params: { size: { z: 2, y: 4, x: 3 }, origin: { y: 1, x: -1 } },
    },
    { name: 'far from 0', inputs: [far], params: { size: { x: 6, y: 3 } }, without: ['f16', 'u8'] },
    { name: 'not finite', inputs: [broken], params: { size: { x: 5, y: 2 } } },
    { name: 'windows that share sums', inputs: [large], params: { size: { x: 19, y: 9 } } },
    { name: 'even ones, off the middle', inputs: [large], params: { size: { x: 10, y: 12 }, origin: { x: -2, y: 3 } } },
    { name: 'shared, far from 0', inputs: [far], params: { size: { x: 17, y: 8 } }, without: ['f16', 'u8'] },
    { name: 'shared, not finite', inputs: [broken], params: { size: { x: 8, y: 8 } } },
    { name: 'longer than the image', inputs: [randomField({ y: 5, x: 7 }, 2)], params: { size: 20 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], params: { size: 50 }, without: ['windows'] },
    { name: 'boxes of one voxel, not finite', inputs: [broken], params: { size: 1 } },
  ],
  refuses: [
    [[image], { size: 4, origin: { x: 2 } }, /^localVariance: origin along x must keep the box of 4 over the voxel/],
  ],
});

checkOp(localStandardDeviation, {
  oracle: ([x], params) => filter.localStandardDeviation(x as Field, { size: 3, ...params }),
  tolerance: { abs: 1e-6, rel: 1e-5, why: 'the root of a variance' },
  rows: [{ name: 'image', inputs: [image], params: { size: { x: 7, y: 2 } } }],
});

test('what is constant does not vary, exactly', async () => {
  const engine = new Engine(sharedContext());
  const flat = toHost(fieldOf({ y: 9, x: 40 }, new Float64Array(360).fill(0.1)));
  using found = await engine.run(localVariance(flat, { size: { x: 7, y: 9 } }));
  expect((await found.read()).data.every((item) => item === 0)).toBe(true);
});
