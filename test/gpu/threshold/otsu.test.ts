import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { test } from '../../../src/graph/expr.js';
import type { Node } from '../../../src/graph/node.js';
import { pointwise, source } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { add, minimum } from '../../../src/ops/pointwise/arithmetic.js';
import { thresholdOtsu } from '../../../src/ops/threshold/thresholdOtsu.js';
import { type Field, fieldOf, reductions as r, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, expectSameBits, type Oracle } from '../checkOp.js';
import { broken, image, LONG_ROW, letters, one, volume } from '../measure/cases.js';
import { sharedContext } from '../shared.js';

/** Two heaps of whole numbers. */
function heaps(lengths: Record<string, number>, seed: number, low: number, high: number, spread: number): Field {
  const noise = randomField(lengths, seed);
  const side = randomField(lengths, seed + 1);
  const data = noise.data.map((v, i) => Math.round(((side.data[i] ?? 0) < 0.6 ? low : high) + spread * (v - 0.5)));
  return { ...noise, data };
}
const otsuOracle =
  (dtype: 'u8' | 'f32' | 'u16' | 'i16' | undefined): Oracle =>
  ([x], { axes, ...params }, { mask }) =>
    r.thresholdOtsu(x as Field, {
      ...params,
      ...(dtype && { dtype }),
      axes: letters(axes) as never,
      mask: mask as Field,
    });
const tolerance = { abs: 1e-6, rel: 1e-6, why: 'the bin is exact, its centre is f32' };

checkOp(thresholdOtsu, {
  oracle: otsuOracle(undefined),
  tolerance,
  without: { u8: 'levels are counted one by one there: the tables of whole numbers' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx', bins: 32 } },
    {
      name: 'masked, not finite',
      inputs: [broken],
      optional: { mask: randomIntegers({ y: 9, x: 14 }, 22, 0, 1) },
    },
    { name: 'constant', inputs: [one], without: ['windows'] },
    { name: 'of each row', inputs: [image], params: { axes: 'x' } },
    { name: 'nothing in the mask', inputs: [one], optional: { mask: fieldOf({}) }, without: ['windows'] },
  ],
  refuses: [
    [[volume], { axes: 'z' }, /^thresholdOtsu: axes must name x, got z$/],
    [[volume], { bins: 1 }, /^thresholdOtsu: bins must be/],
  ],
});
const doubled = 'twice the level is another type, or beyond it; batches are tried above';
const large = 'a histogram of every level is one row, larger than the image';
for (const dtype of ['u8', 'u16', 'i16'] as const) {
  const [low, high, spread] = dtype === 'u8' ? [60, 170, 110] : [dtype === 'u16' ? 9000 : -20000, 20000, 17000];
  checkOp(thresholdOtsu, {
    oracle: otsuOracle(dtype),
    tolerance: { abs: 0, rel: 0, why: 'levels are whole numbers' },
    without: { unfused: doubled, windows: large, buffers: large, batch: doubled },
    rows: [
      {
        name: `${dtype} levels`,
        inputs: [heaps({ y: 61, x: 83 }, 23, low, high, spread)],
        dtype,
        binding: LONG_ROW,
      },
    ],
  });
}

it('many bins are counted in a loop, too, where there are no atomics', async () => {
  const image = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(100, 101, 102, 9000, 9001, 9002) });
  // of all that is less than the last threshold and 10000, which is all of it
  const body = ({ t }: { t: Node }) => ({ t: thresholdOtsu(minimum(image, add(t, 10_000)), { bins: 600 }) });
  const { state } = repeat({ state: { t: 0 }, body, check: 2, max: 2 });
  const both = { within: state.t, outside: thresholdOtsu(image, { bins: 600 }) };
  const { within, outside } = await new Engine(sharedContext()).run(both);
  expectSameBits(await within.read(), await outside.read(), 'the threshold');
  within.dispose();
  outside.dispose();
});

it('the photograph parts at 102, on the GPU alone', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const engine = new Engine(sharedContext());
  const node = source(camera);
  const bright = pointwise([node, thresholdOtsu(node)], ([a, b]) => test('greater', a as never, b as never));
  using threshold = await engine.run(thresholdOtsu(camera));
  expect((await threshold.read()).at({})).toBe(102);
  using volume = await engine.run(bright);
  const { data } = await volume.read();
  expect(data.every((item, at) => (item === 1) === (camera.data[at] ?? 0) > 102)).toBe(true);
});
