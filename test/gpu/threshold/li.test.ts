import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { thresholdLi } from '../../../src/ops/threshold/thresholdLi.js';
import { li } from '../../oracle/histogramThreshold.js';
import { type Field, fieldOf, randomField, randomIntegers, reductions } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { letters } from '../measure/cases.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 9, x: 13 }, 1);
const skewed = { ...image, data: image.data.map((v, i) => (i % 5 === 0 ? 0.8 + 0.2 * v : 0.5 * v ** 3)) };
const volume = randomField({ n: 2, z: 3, y: 2, x: 7 }, 2);
const broken = fieldOf({ y: 2, x: 13 }, randomField({ x: 26 }, 3).data);
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
const levels = { ...skewed, data: skewed.data.map((v) => Math.round(20 + 180 * v)) };
const of =
  (tolerance: number): Oracle =>
  ([x], { axes }, { mask }) =>
    reductions.reduce(x as Field, { axes: letters(axes) as never, mask: mask as Field }, (all) => li(all, tolerance));
const tolerance = { abs: 1e-5, rel: 1e-5, why: 'the logarithmic mean of two sums by a tree' };

checkOp(thresholdLi, {
  oracle: of(0),
  tolerance,
  without: { u8: 'integers end at a step of 0.5: the table of whole numbers' },
  rows: [
    { name: 'image', inputs: [skewed] },
    { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx' } },
    { name: 'masked, not finite', inputs: [broken], optional: { mask: randomIntegers({ y: 2, x: 13 }, 5, 0, 1) } },
  ],
});

checkOp(thresholdLi, {
  oracle: of(0.5),
  tolerance,
  without: { unfused: 'twice the level is another type, or beyond it', batch: 'the same' },
  rows: [{ name: 'u8 levels', inputs: [levels], dtype: 'u8' }],
});

it.each([
  ['two numbers, the lower of which are the threshold', [5, 9, 9], 5],
  ['a constant', [3, 3, 3], 3],
  ['all NaN', [Number.NaN, Number.NaN, Number.NaN], Number.NaN],
  ['infinities left out', [Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY], 2],
])('%s', async (_name, numbers, wanted) => {
  const engine = new Engine(sharedContext());
  const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.from(numbers) });
  using threshold = await engine.run(thresholdLi(image));
  expect((await threshold.read()).at({})).toBe(wanted);
});

it('the photograph has the threshold of scikit-image 0.19', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const engine = new Engine(sharedContext());
  using threshold = await engine.run(thresholdLi(camera));
  expect((await threshold.read()).at({})).toBeCloseTo(78.912884, 3);
});
