import { hsvToRgb } from '../../../src/ops/color/hsvToRgb.js';
import { labToRgb } from '../../../src/ops/color/labToRgb.js';
import { rgbToGray } from '../../../src/ops/color/rgbToGray.js';
import { rgbToHsv } from '../../../src/ops/color/rgbToHsv.js';
import { rgbToLab } from '../../../src/ops/color/rgbToLab.js';
import { rgbToXyz } from '../../../src/ops/color/rgbToXyz.js';
import { rgbToYcbcr } from '../../../src/ops/color/rgbToYcbcr.js';
import { xyzToRgb } from '../../../src/ops/color/xyzToRgb.js';
import { ycbcrToRgb } from '../../../src/ops/color/ycbcrToRgb.js';
import { color, type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';

/** A field of three channels, each a share of its own range. */
function spread(shape: Partial<Record<'n' | 'z' | 'y' | 'x', number>>, seed: number, ...ranges: number[][]): Field {
  const field = randomField({ ...shape, c: 3 }, seed);
  const plane = field.shape.z * field.shape.y * field.shape.x;
  field.data.forEach((share, at) => {
    const [low = 0, high = 1] = ranges[Math.floor(at / plane) % 3] ?? [];
    field.data[at] = Math.fround(low + (high - low) * share);
  });
  return field;
}

const primaries = fieldOf({ c: 3, x: 9 }, [
  ...[0, 1, 1, 0, 0, 0, 1, 0.5, 0.03],
  ...[0, 1, 0, 1, 0, 1, 0, 0.5, 0.02],
  ...[0, 1, 0, 0, 1, 1, 1, 0.5, 0.01],
]);
const broken = fieldOf({ c: 3, x: 3 }, [Number.NaN, 0.5, 1, 0.5, Number.NaN, 0, 0.1, 0.2, Number.NaN]);
const levels = randomIntegers({ c: 3, y: 5, x: 7 }, 4, 0, 255);

const rowsOf = (...ranges: number[][]): Row[] => [
  { name: 'images', inputs: [spread({ n: 6, y: 3, x: 13 }, 1, ...ranges)] },
  { name: 'volume', inputs: [spread({ z: 3, y: 5, x: 6 }, 2, ...ranges)] },
  {
    name: 'outside',
    inputs: [spread({ y: 3, x: 8 }, 3, ...ranges.map(([low = 0, high = 1]) => [2 * low - high, 2 * high]))],
  },
  { name: 'primaries', inputs: [primaries] },
  { name: 'NaN', inputs: [broken] },
];
const shares = [[], [], []];
const hues = [[-1.5, 1.5], [], []];
const labs = [
  [0, 100],
  [-100, 100],
  [-100, 100],
];
const video = [
  [16, 235],
  [16, 240],
  [16, 240],
];
const alpha = randomField({ c: 4, x: 2 }, 1);
const grey = randomField({ x: 2 }, 1);

const cases = [
  [rgbToGray, color.rgbToGray, shares, 1, 'three f32 products'],
  [rgbToXyz, color.rgbToXyz, shares, 4, 'a power of relative error 1e-6, outside to 5'],
  [xyzToRgb, color.xyzToRgb, shares, 2, 'a power'],
  [rgbToLab, color.rgbToLab, shares, 200, 'numbers to 500, differences of cube roots'],
  [labToRgb, color.labToRgb, labs, 8, 'sums of products to 3'],
  [rgbToHsv, color.rgbToHsv, shares, 1, 'a quotient'],
  [hsvToRgb, color.hsvToRgb, hues, 6, 'six times the hue'],
  [rgbToYcbcr, color.rgbToYcbcr, shares, 100, 'numbers to 240'],
  [ycbcrToRgb, color.ycbcrToRgb, video, 8, 'numbers to 240 / 219'],
] as const;

for (const [operation, oracle, ranges, size, why] of cases) {
  const wide = 'dataRange' in operation.params;
  checkOp(operation, {
    oracle: ([x], params) => oracle(x as Field, params),
    tolerance: { abs: size * 4e-7, rel: 1e-6, why },
    ...(wide && { without: { u8: 'bytes have a range of their own: the table of levels' } }),
    rows: rowsOf(...ranges).map((row) =>
      operation === rgbToHsv && row.name === 'outside' ? { ...row, inputs: [spread({ y: 3, x: 8 }, 3)] } : row,
    ),
    refuses: [
      [
        [alpha],
        {},
        /must have 3 channels along c; crop\(src, \{ stop: \{ c: 3 \} \}\) drops a fourth, alpha, got c=4$/,
      ],
      [[grey], {}, /; tile\(src, \{ repeats: \{ c: 3 \} \}\) makes them of a grey one, got c=1$/],
    ],
  });
  if (wide)
    checkOp(operation, {
      oracle: ([x], params) => oracle(x as Field, { dataRange: 255, ...params } as never),
      tolerance: { abs: size * 4e-7, rel: 1e-6, why },
      without: { unfused: 'the table of shares', batch: 'the table of shares', apart: 'the table of shares' },
      rows: [
        { name: 'levels', inputs: [levels], dtype: 'u8' },
        { name: 'of 12 bits', inputs: [levels], dtype: 'u16', params: { dataRange: 200 } },
      ],
    });
}
