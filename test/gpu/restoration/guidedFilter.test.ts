import { expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { guidedFilter } from '../../../src/ops/restoration/guidedFilter.js';
import { build, type Field, fieldOf, itemAt, randomField, toHost } from '../../oracle/index.js';
import * as oracle from '../../oracle/restoration.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 17, x: 29 }, 1);
const volume = randomField({ n: 2, c: 2, z: 5, y: 7, x: 11 }, 2);
const large = { ...image, data: image.data.map((v) => v + 10_000) };
const broken = fieldOf({ y: 3, x: 23 }, randomField({ x: 69 }, 3).data);
broken.data[4] = Number.NaN;
broken.data[50] = Number.NaN;

checkOp(guidedFilter, {
  oracle: ([x], params, { guide }) =>
    oracle.guidedFilter(x as Field, { ...params, ...(guide !== undefined && { guide: guide as Field }) }),
  tolerance: { abs: 2e-5, rel: 1e-5, why: 'a difference of means over eps' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'volume', inputs: [volume], params: { radius: 1, eps: 0.1 } },
    {
      name: 'guided',
      inputs: [image],
      optional: { guide: randomField({ y: 17, x: 29 }, 7) },
      params: { radius: 3, eps: 0.02 },
    },
    {
      name: 'a large mean',
      inputs: [large],
      params: { radius: 1 },
      tolerance: { abs: 3e-3, rel: 0, why: 'f32 of 10000' },
      without: ['f16', 'u8'],
    },
    { name: 'wider than the image', inputs: [fieldOf({ y: 2, x: 3 }, [1, 2, 3, 4, 5, 7])], params: { radius: 5 } },
    { name: 'NaN', inputs: [broken], params: { radius: 1 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
  refuses: [
    [[image], { radius: 0 }, /radius must be/],
    [[image], { eps: 0 }, /eps must be/],
  ],
});

it('refuses a guide of another shape', () => {
  const guide = toHost(fieldOf({ x: 5 }));
  expect(() => guidedFilter(toHost(image), { guide })).toThrow(/^guidedFilter: guide must be/);
});

it('a variance that is rounded below 0 takes nothing out of range', async () => {
  const faint = randomField({ y: 48, x: 48 }, 5, -1e-4, 1e-4).data;
  const step = build({ y: 48, x: 48 }, ({ x }, at) => Math.fround((x < 24 ? 0 : 0.9) + itemAt(faint, at)));
  // a step of the numbers that variances are rounded to: what comes to -eps has an infinite slope
  const node = guidedFilter(toHost(step), { radius: 1, eps: 2 ** -26 });
  using smooth = await new Engine(sharedContext()).run(node);
  const { data } = await smooth.read();
  const [least, greatest] = [Math.min(...step.data), Math.max(...step.data)];
  expect(data.every((v) => v > least - 1e-6 && v < greatest + 1e-6)).toBe(true);
});
