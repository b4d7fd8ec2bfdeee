import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { equalizeHist } from '../../../src/ops/exposure/equalizeHist.js';
import * as exposure from '../../oracle/exposure.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 2);
const levels = randomIntegers({ y: 13, x: 17 }, 3, 20, 190);
const mask = randomIntegers({ y: 37, x: 53 }, 4, 0, 1);
const broken = fieldOf({ x: 7 }, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1.3, 2, Number.NEGATIVE_INFINITY, 0.7]);
const oracleOf =
  (levels: boolean): Oracle =>
  ([x], params, optional) =>
    exposure.equalizeHist(x as Field, { ...params, levels }, optional.mask as Field | undefined);
const each = { axes: ['z', 'y', 'x'] };

checkOp(equalizeHist, {
  oracle: oracleOf(false),
  tolerance: { abs: 5e-6, rel: 2e-6, why: 'the place among 256 bins has the error of its f32' },
  without: { u8: 'levels have a bin each: the table of levels' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'ten bins inside a mask', inputs: [image], optional: { mask }, params: { bins: 10 } },
    { name: 'each channel', inputs: [volume], params: { bins: 31, ...each } },
    { name: 'not finite', inputs: [broken], params: { bins: 5 } },
    { name: 'nothing to count', inputs: [fieldOf({ x: 2 }, [Number.NaN, Number.POSITIVE_INFINITY])] },
    {
      name: 'a constant',
      inputs: [fieldOf({ x: 4 }, [5, 5, 5.4, 4.6])],
      optional: { mask: fieldOf({ x: 4 }, [1, 1, 0, 0]) },
    },
    { name: 'one voxel', inputs: [fieldOf({}, [0.3])] },
    {
      name: 'as fine as floats are',
      inputs: [
        fieldOf(
          { x: 10 },
          Array.from({ length: 10 }, (_, k) => 1e6 + k / 16),
        ),
      ],
    },
    { name: 'far apart', inputs: [fieldOf({ x: 4 }, [-3e38, 3e38, 1, 2e38])], params: { bins: 7 } },
  ],
  refuses: [[[image], { axes: ['y'] }, /^equalizeHist: axes must name x/]],
});

checkOp(equalizeHist, {
  oracle: oracleOf(true),
  tolerance: { abs: 0, rel: 2e-7, why: 'one division' },
  without: {
    unfused: 'the table of floats',
    batch: 'the table of floats',
    apart: 'the table of floats',
    windows: 'the table of floats',
  },
  rows: [
    { name: 'levels', inputs: [levels], dtype: 'u8' },
    { name: 'signed levels', inputs: [randomIntegers({ z: 2, y: 5, x: 17 }, 3, -90, 90)], dtype: 'i8' },
    {
      name: 'many levels',
      inputs: [randomIntegers({ y: 5, x: 17 }, 3, 900, 2900)],
      dtype: 'u16',
      binding: 2 ** 18,
      without: ['windows', 'buffers'],
    },
  ],
});

it('levels become those of scikit-image 0.19', async () => {
  const given = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(3, 17, 17, 101, 200, 90, 255, 3) });
  using result = await new Engine(sharedContext()).run(equalizeHist(given));
  expect([...(await result.read()).data]).toEqual([0.25, 0.5, 0.5, 0.75, 0.875, 0.625, 1, 0.25]);
});
