import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { matchHistograms } from '../../../src/ops/exposure/matchHistograms.js';
import * as exposure from '../../oracle/exposure.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { letters } from '../measure/cases.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 17, x: 23 }, 1);
const other = randomField({ y: 9, x: 31 }, 2);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 3);
const channels = randomField({ n: 2, c: 2, y: 5, x: 9 }, 4);
const broken = fieldOf({ x: 7 }, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1.3, 2, Number.NEGATIVE_INFINITY, 0.7]);
const oracleOf =
  (levels: boolean): Oracle =>
  ([x, reference], { axes, ...params }) =>
    exposure.matchHistograms(x as Field, reference as Field, {
      ...params,
      levels,
      ...(axes !== undefined && { axes: letters(axes) as never }),
    });

checkOp(matchHistograms, {
  oracle: oracleOf(false),
  tolerance: { abs: 2e-5, rel: 5e-6, why: 'the place among bins has the error of its f32' },
  without: { u8: 'levels have a bin each: the table of levels' },
  rows: [
    { name: 'image', inputs: [image, other], params: { bins: 13 } },
    { name: 'each channel', inputs: [volume, channels], params: { bins: 16, axes: 'zyx' } },
    { name: 'not finite', inputs: [broken, other], params: { bins: 5 } },
    { name: 'a constant', inputs: [fieldOf({ x: 2 }, [3, 3]), other], params: { bins: 5 } },
  ],
  refuses: [
    [[volume, other], { axes: 'zyx' }, /^matchHistograms: image and reference must have the same length along axes/],
    [[image, image], { axes: 'y' }, /^matchHistograms: axes must name x/],
  ],
});

checkOp(matchHistograms, {
  oracle: oracleOf(true),
  tolerance: { abs: 2e-5, rel: 1e-6, why: 'one interpolation between levels' },
  without: {
    unfused: 'the table of floats',
    batch: 'the table of floats',
    apart: 'the table of floats',
    windows: 'the table of floats',
    buffers: 'the table of floats',
  },
  rows: [
    {
      name: 'levels',
      inputs: [randomIntegers({ y: 13, x: 17 }, 3, 20, 190), randomIntegers({ y: 7, x: 9 }, 4, 0, 255)],
      dtype: 'u8',
    },
  ],
});

it('levels become those of scikit-image 0.19', async () => {
  const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(3, 17, 17, 101, 200, 90, 255, 3) });
  const reference = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(10, 80, 80, 30, 200) });
  using result = await new Engine(sharedContext()).run(matchHistograms(image, reference));
  for (const [i, v] of [...(await result.read()).data].entries()) expect(v).toBeCloseTo(GOLDEN[i] ?? Number.NaN, 4);
});

const GOLDEN = [15, 42.5, 42.5, 73.75, 125, 58.125, 200, 15];
