import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { thresholdMinimum } from '../../../src/ops/threshold/thresholdMinimum.js';
import { minimum } from '../../oracle/histogramThreshold.js';
import { type Field, randomField, randomIntegers, reductions } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { letters } from '../measure/cases.js';
import { sharedContext } from '../shared.js';

// sums of numbers, about 0.3 and 0.7: two hills and noise
const hills = (of: Field): Field => ({
  ...of,
  data: of.data.map((v, i) => (v + ((i * 0.618) % 1) + ((i * 0.414) % 1)) / 6 + (i % 3 === 0 ? 0.45 : 0.05)),
});
const image = hills(randomField({ y: 37, x: 53 }, 1));
const volume = hills(randomField({ n: 2, c: 2, z: 5, y: 7, x: 11 }, 2));
const broken = hills(randomField({ y: 10, x: 13 }, 3));
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
const levels = { ...image, data: image.data.map((v) => Math.round(20 + 60 * v)) };
const doubled = 'twice the level is another type, or beyond it; batches are tried in the other table';
const large = 'a histogram of every level is one row, larger than the image';
const of =
  (dtype: 'u8' | 'f32'): Oracle =>
  ([x], { axes, maxNumIter, ...params }, { mask }) =>
    reductions.ofHistogram(
      x as Field,
      { ...params, dtype, axes: letters(axes) as never, mask: mask as Field },
      (counts, centres) => minimum(counts, centres, maxNumIter as number | undefined),
    );

checkOp(thresholdMinimum, {
  oracle: of('f32'),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'the bin is exact, its centre is f32' },
  without: { u8: 'levels are counted one by one there: the table of whole numbers' },
  rows: [
    { name: 'image', inputs: [image], params: { bins: 61 } },
    { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx', bins: 16 } },
    {
      name: 'masked, not finite',
      inputs: [broken],
      params: { bins: 16 },
      optional: { mask: randomIntegers({ y: 10, x: 13 }, 5, 0, 1) },
    },
    { name: 'not smoothed enough', inputs: [image], params: { bins: 61, maxNumIter: 2 }, without: ['windows'] },
  ],
  refuses: [[[volume], { axes: 'z' }, /^thresholdMinimum: axes must name x, got z$/]],
});

checkOp(thresholdMinimum, {
  oracle: of('u8'),
  tolerance: { abs: 0, rel: 0, why: 'levels are whole numbers' },
  without: { unfused: doubled, windows: large, buffers: large, batch: doubled },
  rows: [{ name: 'u8 levels', inputs: [levels], dtype: 'u8', binding: 65536 }],
});

it.each([
  ['a constant', Float32Array.of(3, 3, 3), Number.NaN],
  ['all NaN', new Float32Array(3).fill(Number.NaN), Number.NaN],
  ['one hill', Uint8Array.of(1, 2, 2, 2, 3), Number.NaN],
  [
    'three hills, of which the first begins at its top',
    Uint8Array.from([9, 3, 0, 0, 4, 4, 0, 0, 6, 2, 1].flatMap((count, at) => new Array<number>(count).fill(10 + at))),
    14,
  ],
  ['levels', Uint8Array.of(10, 12, 12, 12, 16, 16, 16, 18), 14],
])('%s', async (_name, data, wanted) => {
  const image = new HostVolume({ shape: { x: data.length }, data });
  using threshold = await new Engine(sharedContext()).run(thresholdMinimum(image));
  expect((await threshold.read()).at({})).toBe(wanted);
});

it('the photograph has the threshold of scikit-image 0.19', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  using threshold = await new Engine(sharedContext()).run(thresholdMinimum(camera));
  expect((await threshold.read()).at({})).toBe(85);
});
