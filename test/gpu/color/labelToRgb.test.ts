import { expect, it } from 'vitest';
import { labelColours } from '../../../src/core/colormaps.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { labelToRgb } from '../../../src/ops/color/labelToRgb.js';
import { color, type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const colors = [
  [1, 0, 0],
  [0, 0.5, 1],
  [0.25, 1, 0],
  [1, 1, 0.5],
];
const labels = randomIntegers({ y: 9, x: 37 }, 1, 0, 9);
const over = (name: string, image: Field, params: Row['params'] = {}): Row => ({
  name,
  inputs: [labels],
  optional: { image },
  params: { colors, dtype: 'f32', ...params },
  dtype: 'i32',
});

checkOp(labelToRgb, {
  oracle: ([l], { dtype, kind, ...params }, { image }) => {
    const { bgLabel = 0, bgColor = [0, 0, 0] } = params;
    const found =
      kind === 'avg'
        ? color.averaged(l as Field, image as Field, bgLabel as number, bgColor as never)
        : color.labelToRgb(l as Field, image as Field | undefined, { colors, ...params });
    return dtype === 'f32' ? found : { ...found, data: found.data.map((v) => 255 * v) };
  },
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'a few roundings of shares' },
  without: {
    u8: 'a label is no multiple of 255',
    f16: 'labels of floats are refused',
    batch: 'labels have one channel: the volume is a batch',
  },
  rows: [
    over('over grey', randomField({ y: 9, x: 37 }, 2)),
    over('over colours', randomField({ c: 3, y: 9, x: 37 }, 3), { alpha: 0.7, bgColor: [0, 0, 1], imageAlpha: 0.75 }),
    over('with some colour left', randomField({ c: 3, y: 9, x: 37 }, 4), { saturation: 0.5, bgLabel: 3 }),
    over('means of colours', randomField({ c: 3, y: 9, x: 37 }, 6, -3, 900), { kind: 'avg', bgLabel: 3 }),
    {
      name: 'means of grey, a batch of volumes whose labels are far apart',
      inputs: [randomIntegers({ n: 2, z: 3, y: 3, x: 37 }, 7, -2147483648, -2147483644)],
      optional: {
        image: fieldOf(
          { n: 2, z: 3, y: 3, x: 37 },
          randomField({ x: 666 }, 8).data.map((v, at) => (at === 7 ? Number.NaN : v)),
        ),
      },
      params: { kind: 'avg', dtype: 'f32', bgLabel: -2147483648, bgColor: [0.5, 1, 0] },
      dtype: 'i32',
    },
    {
      name: 'labels of u32 in a batch',
      inputs: [randomIntegers({ n: 2, z: 3, y: 3, x: 6 }, 5, 4294967200, 4294967295)],
      params: { colors, dtype: 'f32', bgColor: [0.5, 0.5, 1], bgLabel: 4294967210 },
      dtype: 'u32',
    },
    {
      name: 'below 0',
      inputs: [fieldOf({ x: 7 }, [-2147483648, -5, -1, 0, 1, 16777217, 2147483647])],
      params: { colors, dtype: 'f32', bgLabel: -1 },
      dtype: 'i32',
    },
    {
      name: 'bytes',
      inputs: [fieldOf({ x: 5 }, [0, 1, 2, 200, 255])],
      params: { colors, bgLabel: 300 },
      tolerance: { abs: 0.501, rel: 0, why: 'rounded to bytes' },
      dtype: 'u8',
      without: ['unfused'],
    },
  ],
  refuses: [
    [
      [randomField({ x: 2 }, 1)],
      {},
      /^labelToRgb: labels must be of whole numbers \(compare or cast them first\), got f32$/,
    ],
    [[new HostVolume({ shape: { c: 3 }, dtype: 'u8' })], {}, /^labelToRgb: labels must have one channel, got c=3$/],
    [
      [new HostVolume({ shape: {}, dtype: 'u8' })],
      { kind: 'avg' },
      /^labelToRgb: image must be given for the means of kind 'avg', got nothing$/,
    ],
    [
      [new HostVolume({ shape: {}, dtype: 'u8' })],
      { colors: [1, 0] },
      /^labelToRgb: colors must have at least 1 rows of/,
    ],
  ],
});

it('refuses an image of another size', () => {
  const given = new HostVolume({ shape: { y: 2, x: 2 }, dtype: 'u8' });
  const refused = (shape: object) => () => labelToRgb(given, { image: new HostVolume({ shape }) });
  expect(refused({ y: 2 })).toThrow(/^labelToRgb: image must be as large as the labels/);
  expect(refused({ c: 2, y: 2, x: 2 })).toThrow(/^labelToRgb: image must have 1 or 3 channels along c/);
});

it('the 255 colours go round', async () => {
  const given = new HostVolume({ shape: { x: 3 }, data: Uint16Array.of(1, 255, 256) });
  using result = await new Engine(sharedContext()).run(labelToRgb(given));
  const known = labelColours();
  const rows = [0, 254, 0].map((at) => known[at] ?? []);
  expect([...(await result.read()).data]).toEqual([0, 1, 2].flatMap((c) => rows.map((colour) => colour[c])));
});
