/** Erosion, dilation and what is made of them, over boxes, shapes and uneven footprints. */
import { expect, test } from 'vitest';
import { DTYPES } from '../../../src/core/dtype.js';
import { type Footprint, fitted, offsetsOf } from '../../../src/core/footprint.js';
import { footprint, type GivenFootprint } from '../../../src/core/footprintParam.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { parseParams } from '../../../src/core/paramSpec.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Operation } from '../../../src/graph/operation.js';
import { blackTophat } from '../../../src/ops/morphology/blackTophat.js';
import { closing } from '../../../src/ops/morphology/closing.js';
import { dilation } from '../../../src/ops/morphology/dilation.js';
import { erosion } from '../../../src/ops/morphology/erosion.js';
import { maximumFilter } from '../../../src/ops/morphology/maximumFilter.js';
import { minimumFilter } from '../../../src/ops/morphology/minimumFilter.js';
import { morphologicalGradient } from '../../../src/ops/morphology/morphologicalGradient.js';
import { morphologicalLaplace } from '../../../src/ops/morphology/morphologicalLaplace.js';
import { opening } from '../../../src/ops/morphology/opening.js';
import { whiteTophat } from '../../../src/ops/morphology/whiteTophat.js';
import { type Field, fieldOf, morphology, pointwise, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import type { FlatOptions } from '../../oracle/morphology.js';
import { checkOp, expectSameBits, type Law, type Row } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const broken = randomField({ y: 13, x: 37 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;

const uneven = [
  [0, 1, 1, 0],
  [1, 0, 0, 0],
  [0, 0, 1, 1],
];

function optionsFor(x: Field, params: Record<string, unknown>): FlatOptions & { readonly mirror?: boolean } {
  const given = params.footprint as GivenFootprint;
  const read: Footprint = parseParams('op', { footprint: footprint('doc') }, { footprint: given }).footprint;
  return { ...params, offsets: offsetsOf(fitted(read, x.shape)) };
}

const rows: readonly Row[] = [
  { name: 'disk', inputs: [randomField({ y: 29, x: 53 }, 1, -1, 1)], params: { footprint: 'disk=3' } },
  { name: 'box in a volume', inputs: [randomField({ z: 5, y: 13, x: 21 }, 2)], params: { footprint: 'box=5,4,2' } },
  { name: 'uneven, not finite', inputs: [broken], params: { footprint: uneven } },
  { name: 'wider than the image', inputs: [randomField({ y: 5, x: 7 }, 3)], params: { footprint: 'box=21' } },
  {
    name: 'ball, u8',
    dtype: 'u8',
    inputs: [randomIntegers({ z: 6, y: 12, x: 18 }, 5, 0, 255)],
    params: { footprint: 'ball=2' },
  },
  {
    name: 'u32',
    dtype: 'u32',
    inputs: [randomIntegers({ y: 11, x: 17 }, 6, 4e9, 4294967295)],
    params: { footprint: 'cross=2' },
  },
  {
    name: 'i32, old',
    dtype: 'i32',
    inputs: [randomIntegers({ n: 2, c: 2, y: 11, x: 17 }, 7, -9, 9)],
    params: { footprint: uneven },
  },
  { name: 'one voxel', inputs: [fieldOf({}, [3])], params: { footprint: 'disk=1' } },
];

type Make = (x: Field, options: FlatOptions) => Field;
const { erosion: erode, dilation: dilate } = morphology;

/** g(op(x)) = op(g(x)) for an increasing g. */
const contrast: Law = {
  name: 'contrast',
  async check(run, row) {
    if (row.dtype !== undefined || row.params?.border === 'constant') return;
    const g = (data: ArrayLike<number>): Float32Array => Float32Array.from(data, (v) => Math.fround(v * v * v + 2 * v));
    const given = row.inputs[0] as Field;
    const volume = (data: Float32Array): HostVolume => new HostVolume({ shape: given.shape, data });
    const once = await run([volume(Float32Array.from(given.data))]);
    expectSameBits(await run([volume(g(given.data))]), volume(g(once.data)), 'contrast');
  },
};
const again: Law = {
  name: 'idempotent',
  async check(run, row) {
    if (row.params?.border !== undefined || row.inputs[0] === broken) return;
    const once = await run([
      new HostVolume({ shape: (row.inputs[0] as Field).shape, data: Float32Array.from((row.inputs[0] as Field).data) }),
    ]);
    if (row.dtype === undefined) expectSameBits(await run([once]), once, 'again');
  },
};

function check(operation: Operation, make: Make, laws: readonly Law[], some: readonly Row[], without = {}): void {
  checkOp(operation, {
    oracle: ([x], params) => make(x as Field, optionsFor(x as Field, params)),
    tolerance: { abs: 0, rel: 0, why: 'a choice among the voxels' },
    without,
    rows: some,
    laws,
    refuses: [[[rows[0]?.inputs[0]], { footprint: [[0]] }, /: footprint must hold at least one 1, got none$/]],
  });
}

const bordered: readonly Row[] = (['reflect', 'mirror', 'nearest', 'constant', 'wrap'] as const).map((border) => ({
  name: border,
  inputs: [randomField({ y: 9, x: 22 }, 8)],
  params: { footprint: uneven, border, value: 0.5 },
}));

/** The square of three has a kernel of its own. */
const squares: readonly Row[] = (['ignore', 'reflect', 'wrap', 'constant'] as const).map((border) => ({
  name: `3 x 3, ${border}`,
  inputs: [border === 'reflect' ? broken : randomField({ z: 2, y: 21, x: 30 }, 14)],
  params: { footprint: border === 'wrap' ? 'box=3' : 'box=3,3,1', border, value: 0.5 },
}));

/** Lines so long that their windows share what they have in common: every place of the ends in their groups. */
const lines: readonly Row[] = [
  { name: '12 along x', inputs: [randomField({ y: 3, x: 61 }, 9)], params: { footprint: 'box=12,1' } },
  { name: '15 along x', inputs: [randomField({ y: 3, x: 61 }, 10)], params: { footprint: 'box=15,1', border: 'wrap' } },
  { name: '25 along x', inputs: [randomField({ y: 3, x: 131 }, 11)], params: { footprint: 'box=25,1' } },
  {
    name: '30 along x',
    inputs: [randomField({ y: 3, x: 90 }, 12)],
    params: { footprint: 'box=30,1', border: 'mirror' },
  },
  { name: '13 along y, not finite', inputs: [broken], params: { footprint: 'box=1,13', border: 'nearest' } },
  { name: '27 along z', inputs: [randomField({ z: 60, y: 2, x: 5 }, 13)], params: { footprint: 'box=1,1,27' } },
];

check(erosion, erode, [contrast], [...rows, ...bordered.slice(2, 4)]);
// erosion's kernels with other keys
check(
  dilation,
  dilate,
  [contrast],
  [
    ...rows,
    ...bordered,
    ...squares,
    ...lines,
    {
      name: 'rows of two',
      inputs: [randomField({ y: 2, x: 2 }, 15)],
      params: { footprint: 'box=3', border: 'mirror' },
    },
    { name: '43 along y', inputs: [randomField({ y: 90, x: 9 }, 16)], params: { footprint: 'box=1,43' } },
    { name: 'not mirrored', inputs: [randomField({ y: 9, x: 22 }, 8)], params: { footprint: uneven, mirror: false } },
  ],
);
/** What follows is made of both: its kernels met these above. */
const same = 'as in the tables of erosion and dilation';
const without = { apart: same, buffers: same, profile: same, f16: same };
const named = (...names: readonly string[]): Row[] => rows.filter(({ name }) => names.includes(name));

check(
  opening,
  (x, o) => dilate(erode(x, o), o),
  [contrast, again],
  named('disk', 'uneven, not finite', 'u32'),
  without,
);
check(
  closing,
  (x, o) => erode(dilate(x, o), o),
  [contrast, again],
  named('disk', 'ball, u8', 'i32, old', 'one voxel'),
  without,
);
const scipys = { border: 'reflect' } as const;
const filters = named('box in a volume', 'uneven, not finite', 'i32, old');
check(minimumFilter, (x, o) => erode(x, { ...scipys, ...o }), [], filters, without);
check(maximumFilter, (x, o) => dilate(x, { ...scipys, ...o, mirror: false } as FlatOptions), [], filters, without);

// exact where the numbers are whole; NaN and infinities are left to the operations above
function checkDifference(operation: Operation, make: Make, some: readonly Row[]): void {
  checkOp(operation, {
    oracle: ([x], params) => make(x as Field, optionsFor(x as Field, params)),
    tolerance: { abs: 1e-6, rel: 1e-6, why: 'one subtraction' },
    without,
    rows: some,
  });
}
checkDifference(whiteTophat, (x, o) => pointwise.subtract(x, dilate(erode(x, o), o)), named('disk', 'u32'));
checkDifference(blackTophat, (x, o) => pointwise.subtract(erode(dilate(x, o), o), x), named('disk', 'ball, u8'));
checkDifference(
  morphologicalGradient,
  (x, o) => pointwise.subtract(dilate(x, o), erode(x, o)),
  named('box in a volume', 'i32, old'),
);
checkDifference(
  morphologicalLaplace,
  (x, o) => pointwise.subtract(pointwise.subtract(dilate(x, o), x), pointwise.subtract(x, erode(x, o))),
  // its result is f32, which numbers of 32 bits are not
  named('disk', 'ball, u8'),
);

test.each(['i8', 'i16', 'i32'] as const)('a gradient beyond %s is its end', async (dtype) => {
  const { min, max } = DTYPES[dtype];
  const line = toHost(fieldOf({ x: 5 }, [min, max, 0, 0, 7]), dtype);
  const engine = new Engine(sharedContext());
  using result = await engine.run(morphologicalGradient(line, { footprint: 'box=3' }));
  expect([...(await result.read()).data]).toEqual([max, max, max, 7, 7]);
});

test('a top-hat below 0 is 0, whatever the bits', async () => {
  const field = randomIntegers({ y: 9, x: 31 }, 17, 0, 255);
  const engine = new Engine(sharedContext());
  const [bytes, words] = await Promise.all(
    (['u8', 'u32'] as const).map(async (dtype) => {
      using result = await engine.run(whiteTophat(toHost(field, dtype), { footprint: uneven, mirror: false }));
      return [...(await result.read()).data];
    }),
  );
  expect(words).toEqual(bytes);
});

test.each([
  'u8',
  'i8',
  'u16',
  'i16',
] as const)('what no neighbour reaches, and values beyond it, are the ends of %s', async (dtype) => {
  const { min, max } = DTYPES[dtype];
  const line = toHost(fieldOf({ x: 4 }, [5, 9, 3, 7]), dtype);
  const engine = new Engine(sharedContext());
  const next = { footprint: [0, 0, 1] };
  using eroded = await engine.run(erosion(line, next));
  expect([...(await eroded.read()).data]).toEqual([9, 3, 7, max]);
  using dilated = await engine.run(dilation(line, next));
  expect([...(await dilated.read()).data]).toEqual([min, 5, 9, 3]);
  using beyond = await engine.run(maximumFilter(line, { footprint: 'box=3', border: 'constant', value: 1e6 }));
  expect([...(await beyond.read()).data]).toEqual([max, 9, 9, max]);
});
