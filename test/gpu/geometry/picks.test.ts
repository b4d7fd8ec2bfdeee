/** Voxels in other rows, and positions by a list. */
import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import type { Axis } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { reshape } from '../../../src/ops/geometry/reshape.js';
import { take } from '../../../src/ops/geometry/take.js';
import { add } from '../../../src/ops/pointwise/arithmetic.js';
import { type Field, fieldOf, geometry, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const EXACT = { abs: 0, rel: 0, why: 'voxels are moved' };
type Lengths = Partial<Record<Axis, number>>;

checkOp(reshape, {
  oracle: ([src], { shape }) => fieldOf(shape as Lengths, (src as Field).data),
  tolerance: EXACT,
  rows: [
    ['maps to rows', { n: 3, c: 2, y: 5, x: 7 }, { y: 3, x: 70 }],
    ['rows to maps', { y: 3, x: 70 }, { n: 3, c: 2, z: 5, x: 7 }],
    ['whole groups', { n: 2, c: 3, y: 4, x: 8 }, { n: 2, c: 2, y: 12, x: 4 }],
    ['one long row', { z: 2, y: 3, x: 11 }, { x: 66 }],
    ['one column', { x: 9 }, { n: 9 }],
  ].map(([name, from, shape]) => ({
    name: name as string,
    inputs: [randomField(from as Lengths, 1)],
    params: { shape },
    // as many voxels as are said come in
    without: ['batch'] as const,
  })),
  without: {
    batch: 'a shape is that of the whole batch',
    windows: 'what is read anywhere is bound in pieces, and what is written beside it',
  },
  refuses: [
    [
      [randomField({ x: 6 }, 1)],
      { shape: { x: 5 } },
      /^reshape: shape must have the 6 voxels of y=1 x=6, got y=1 x=5$/,
    ],
  ],
});

checkOp(take, {
  oracle: ([src, index], { axis }) => geometry.take(src as Field, index as Field, axis as Axis),
  tolerance: EXACT,
  rows: (
    [
      ['images', { n: 4, c: 3, y: 2, x: 5 }, [3, 0, 0, 2, 1], 'n'],
      ['rows', { n: 2, c: 2, y: 6, x: 9 }, [5, 5, 0], 'y'],
      ['channels', { n: 2, c: 3, y: 2, x: 6 }, [2, 1], 'c'],
      ['voxels of a row', { z: 2, y: 3, x: 11 }, [10, 0, 4, 4, 9, 1], 'x'],
      ['past the ends', { z: 5, y: 3, x: 4 }, [0, 4, 9, 2], 'z'],
    ] as const
  ).map(([name, lengths, index, axis]) => ({
    name,
    dtype: 'i32' as const,
    inputs: [randomIntegers(lengths, 1, -1000, 1000), fieldOf({ x: index.length }, index)],
    params: { axis },
    without: ['batch'] as const,
  })),
  without: { batch: 'a list is one row' },
  refuses: [
    [[randomField({ x: 6 }, 1), fieldOf({ y: 2 }, [0, 1])], {}, /^take: index must be one row along x/],
    [[randomField({ x: 6 }, 1), fieldOf({ x: 2 }, [0, 1])], {}, /^take: index must be of whole numbers, got f32/],
  ],
});

test.each(['n', 'y', 'x'] as const)('what was taken along %s is given back', async (axis) => {
  const shape = { n: 3, c: 2, y: 3, x: 5 };
  const list = [2, 0, 2, 7];
  const src = source(new HostVolume({ shape }));
  const engine = new Engine(await sharedContext());
  const index = new HostVolume({ shape: { x: list.length }, data: Int32Array.from(list) });
  const taken = take(src, index, { axis });
  const given = randomField(taken.shape, 1);
  // computed, so that what pads its rows is not 0
  const cotangent = add(source(new HostVolume({ shape: given.shape, data: Float32Array.from(given.data) })), 1);
  const [back] = gradientOf(taken, [src], { cotangent });
  using volume = await engine.run(back);
  const { data } = await volume.read();
  const wanted = geometry.givenBack(
    { ...given, data: given.data.map((item) => item + 1) },
    list,
    fieldOf(shape).shape,
    axis,
  );
  for (const [at, item] of wanted.data.entries()) expect(Math.abs((data[at] ?? Number.NaN) - item)).toBeLessThan(1e-6);
});
