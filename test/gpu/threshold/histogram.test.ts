import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { thresholdIsodata } from '../../../src/ops/threshold/thresholdIsodata.js';
import { thresholdTriangle } from '../../../src/ops/threshold/thresholdTriangle.js';
import { thresholdYen } from '../../../src/ops/threshold/thresholdYen.js';
import { isodata, triangle, yen } from '../../oracle/histogramThreshold.js';
import { type Field, fieldOf, randomField, randomIntegers, reductions } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { letters } from '../measure/cases.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const skewed = { ...image, data: image.data.map((v, i) => (i % 5 === 0 ? 0.8 + 0.2 * v : 0.5 * v ** 3)) };
const volume = randomField({ n: 2, c: 2, z: 5, y: 7, x: 11 }, 2);
const broken = fieldOf({ y: 2, x: 13 }, randomField({ x: 26 }, 3).data);
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
const one = fieldOf({}, [3]);
const two = fieldOf({ x: 3 }, [5, 9, 9]);
const nothing = fieldOf({ x: 3 }, new Float64Array(3).fill(Number.NaN));
const levels = { ...skewed, data: skewed.data.map((v) => Math.round(20 + 180 * v)) };
const doubled = 'twice the level is another type, or beyond it; batches are tried in the other table';
const large = 'a histogram of every level is one row, larger than the image';

for (const [operation, pick] of [
  [thresholdIsodata, isodata],
  [thresholdTriangle, triangle],
  [thresholdYen, yen],
] as const) {
  const of =
    (dtype: 'u8' | 'f32'): Oracle =>
    ([x], { axes, ...params }, { mask }) =>
      reductions.ofHistogram(x as Field, { ...params, dtype, axes: letters(axes) as never, mask: mask as Field }, pick);
  checkOp(operation, {
    oracle: of('f32'),
    tolerance: { abs: 1e-6, rel: 1e-6, why: 'the bin is exact, its centre is f32' },
    without: { u8: 'levels are counted one by one there: the table of whole numbers' },
    rows: [
      { name: 'image', inputs: [skewed] },
      { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx', bins: 32 } },
      {
        name: 'masked, not finite',
        inputs: [broken],
        params: { bins: 16 },
        optional: { mask: randomIntegers({ y: 2, x: 13 }, 5, 0, 1) },
      },
      { name: 'of each row', inputs: [image], params: { axes: 'x', bins: 20 } },
      { name: 'two numbers', inputs: [two], params: { bins: 7 }, without: ['windows'] },
      { name: 'constant', inputs: [one], without: ['windows'] },
      { name: 'all NaN', inputs: [nothing], without: ['windows'] },
    ],
    refuses: [[[volume], { axes: 'z' }, new RegExp(`^${operation.operation}: axes must name x, got z$`)]],
  });
  checkOp(operation, {
    oracle: of('u8'),
    tolerance: { abs: 0, rel: 0, why: 'levels are whole numbers' },
    without: { unfused: doubled, windows: large, buffers: large, batch: doubled },
    rows: [{ name: 'u8 levels', inputs: [levels], dtype: 'u8', binding: 65536 }],
  });
}

it('the photograph has the thresholds of scikit-image 0.19', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const engine = new Engine(sharedContext());
  for (const [operation, wanted] of [
    [thresholdIsodata, 102],
    [thresholdTriangle, 42],
    [thresholdYen, 146],
  ] as const) {
    using threshold = await engine.run(operation(camera));
    expect((await threshold.read()).at({}), operation.operation).toBe(wanted);
  }
});
