import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { thresholdMultiotsu } from '../../../src/ops/threshold/thresholdMultiotsu.js';
import { multiotsu } from '../../oracle/histogramThreshold.js';
import { build, type Field, itemAt, randomField, randomIntegers, reductions } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { letters } from '../measure/cases.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const skewed = { ...image, data: image.data.map((v, i) => (i % 5 === 0 ? 0.8 + 0.2 * v : 0.5 * v ** 3)) };
const volume = randomField({ n: 2, c: 2, z: 5, y: 7, x: 11 }, 2);
const broken = randomField({ y: 2, x: 13 }, 3);
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
const levels = { ...skewed, data: skewed.data.map((v) => Math.round(20 + 180 * v)) };
const doubled = 'twice the level is another type, or beyond it; batches are tried in the other table';
const large = 'a histogram of every level is one row, larger than the image';
const of =
  (dtype: 'u8' | 'f32'): Oracle =>
  ([x], { axes, classes = 3, ...params }, { mask }) => {
    const over = { ...params, dtype, axes: letters(axes) as never, mask: mask as Field };
    const each = Array.from({ length: (classes as number) - 1 }, (_, k) =>
      reductions.ofHistogram(x as Field, over, (counts, centres) =>
        itemAt(multiotsu(counts, centres, classes as number), k),
      ),
    );
    const [{ shape }] = each as [Field];
    return build({ ...shape, x: each.length }, ({ n, c, z, y, x: k }) =>
      itemAt((each[k] as Field).data, ((n * shape.c + c) * shape.z + z) * shape.y + y),
    );
  };

checkOp(thresholdMultiotsu, {
  oracle: of('f32'),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'the bin is exact, its centre is f32' },
  without: { u8: 'levels are counted one by one there: the table of whole numbers' },
  rows: [
    { name: 'image', inputs: [skewed], params: { bins: 50 } },
    { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx', bins: 16, classes: 5 } },
    {
      name: 'masked, not finite',
      inputs: [broken],
      params: { bins: 16, classes: 4 },
      optional: { mask: randomIntegers({ y: 2, x: 13 }, 5, 0, 1) },
    },
  ],
  refuses: [[[volume], { axes: 'z' }, /^thresholdMultiotsu: axes must name x, got z$/]],
});

checkOp(thresholdMultiotsu, {
  oracle: of('u8'),
  tolerance: { abs: 0, rel: 0, why: 'levels are whole numbers' },
  without: { unfused: doubled, windows: large, buffers: large, batch: doubled },
  rows: [{ name: 'u8 levels', inputs: [levels], dtype: 'u8', params: { classes: 2 }, binding: 65536 }],
});

it.each([
  ['as many numbers as classes', [5, 9, 6, 6], 3, [5, 6]],
  ['two classes of the first two numbers', [5, 6, 6], 2, [5]],
  ['a last class of the last number alone', [5, 6, 7], 2, [6]],
  ['fewer numbers than classes', [5, 9, 9], 3, [Number.NaN, Number.NaN]],
])('%s', async (_name, numbers, classes, wanted) => {
  const image = new HostVolume({ shape: { x: numbers.length }, data: Uint8Array.from(numbers) });
  using thresholds = await new Engine(sharedContext()).run(thresholdMultiotsu(image, { classes }));
  expect([...(await thresholds.read()).data]).toEqual(wanted);
});

it('the photograph has the thresholds of scikit-image 0.19', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  using thresholds = await new Engine(sharedContext()).run(thresholdMultiotsu(camera, { classes: 4 }));
  expect([...(await thresholds.read()).data]).toEqual([69, 134, 180]);
});
