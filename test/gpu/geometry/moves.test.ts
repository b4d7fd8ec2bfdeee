/** crop, pad, flip, transpose, roll, rot90 and tile: voxels are moved, so every bit must arrive. */
import type { Axis } from '../../../src/core/axes.js';
import type { DType } from '../../../src/core/dtype.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { pad } from '../../../src/ops/geometry/pad.js';
import { roll } from '../../../src/ops/geometry/roll.js';
import { rot90 } from '../../../src/ops/geometry/rot90.js';
import { tile } from '../../../src/ops/geometry/tile.js';
import { transpose } from '../../../src/ops/geometry/transpose.js';
import {
  BORDERS,
  type Field,
  fieldOf,
  geometry as oracle,
  randomField,
  randomIntegers,
  toHost,
} from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';

const exact = { abs: 0, rel: 0, why: 'voxels are moved, not computed' };
const of =
  <P>(call: (x: Field, params: P) => Field): Oracle =>
  ([x], params) =>
    call(x as Field, params as P);

const inTable = 'as in the table before';
/** For rows whose windows are what is tested. */
const butWindows = ['unfused', 'profile', 'u8', 'f16', 'batch'] as const;

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ z: 5, y: 7, x: 11 }, 2);
const all = randomField({ n: 2, c: 3, z: 3, y: 5, x: 6 }, 3);
const line = randomField({ x: 257 }, 4);
const one = fieldOf({}, Float64Array.of(3));
const broken = randomField({ y: 5, x: 9 }, 5);
broken.data.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e-40], 11);

/** Numbers that need every bit of their type: beyond 2^24 where the type has them. */
const TYPES: readonly (readonly [DType, number, number])[] = [
  ['u8', 0, 255],
  ['i8', -128, 127],
  ['u16', 0, 65535],
  ['i16', -32768, 32767],
  ['u32', 0, 4294967295],
  ['i32', -2147483648, 2147483647],
  ['f16', -2048, 2048],
];
const typed = (params: Record<string, unknown>) =>
  TYPES.map(([dtype, min, max], at) => ({
    name: dtype,
    inputs: [randomIntegers({ z: 3, y: 6, x: 13 }, 10 + at, min, max)],
    params,
    dtype,
    // doubled neighbours leave the range of the type
    without: ['unfused'] as const,
  }));

checkOp(crop, {
  oracle: of((x, { stop, ...params }: { stop?: Record<Axis, number> } & Parameters<typeof oracle.crop>[1]) => {
    const start = params.start ?? {};
    const ends = Object.entries(stop ?? {}) as [Axis, number][];
    const size = Object.fromEntries(ends.map(([axis, end]) => [axis, end - (start[axis] ?? 0)]));
    return oracle.crop(x, { start, size: { ...params.size, ...size } });
  }),
  tolerance: exact,
  rows: [
    { name: 'anywhere', inputs: [volume], params: { start: { x: 3, y: 2, z: 1 }, size: { x: 7, z: 2 } } },
    { name: 'x at a group', inputs: [image], params: { start: { x: 8, y: 1 }, stop: { x: 13, y: 30 } } },
    { name: 'batch axes', inputs: [all], params: { start: { n: 1, c: 1, x: 1 }, size: { c: 1 } } },
    { name: 'one voxel', inputs: [broken], params: { start: { x: 3, y: 1 }, size: { x: 1, y: 1 } } },
    { name: 'line', inputs: [line], params: { start: { x: 1 } } },
    { name: 'everything', inputs: [image], params: {} },
    ...typed({ start: { x: 2, y: 1 } }),
  ],
  refuses: [
    [[image], { start: { x: 53 } }, /^crop: the box must lie inside 0 to 53 along x and hold a voxel, got 53 to 53$/],
    [[image], { size: { y: 38 } }, /^crop: the box must lie inside 0 to 37 along y .* got 0 to 38$/],
    [[image], { start: { y: 3 }, stop: { y: 3 } }, /^crop: the box must .* got 3 to 3$/],
    [
      [image],
      { size: 2, stop: { x: 3 } },
      /^crop: size or stop may be given along x, not both, got size 2 and stop 3$/,
    ],
    [[image], { start: { x: 0.5 } }, /^crop: start along x must be a whole number, got 0.5$/],
    [[image], { start: { t: 1 } }, /^crop: start may name the axes n, c, z, y, x, got 't'$/],
  ],
});

checkOp(pad, {
  oracle: of(oracle.pad),
  tolerance: exact,
  without: { u8: 'the value of the constant border, 0.75, is refused; the next table has u8' },
  borders: true,
  rows: [
    { name: 'volume', inputs: [volume], params: { before: { x: 3, y: 2, z: 1 }, after: { x: 2, z: 4 } } },
    {
      name: 'wider than the image',
      inputs: [randomField({ y: 2, x: 5 }, 6)],
      params: { before: { x: 23 }, after: { x: 9, y: 11 } },
    },
    { name: 'batch axes', inputs: [all], params: { before: { n: 1, x: 4 }, after: { c: 2, y: 1 } } },
    { name: 'not finite', inputs: [broken], params: { before: { y: 3 }, after: { x: 3 } } },
    { name: 'one voxel', inputs: [one], params: { before: { y: 1, x: 2 }, after: { x: 2 } } },
    { name: 'line', inputs: [line], params: { before: { x: 5 } } },
  ],
  refuses: [
    [[image], { before: { x: -1 } }, /^pad: before along x must be a finite number from 0 to .* got -1$/],
    [[image], { border: 'edge' }, /^pad: border must be one of reflect, mirror, nearest, constant, wrap, got 'edge'$/],
  ],
});

checkOp(pad, {
  oracle: of(oracle.pad),
  tolerance: exact,
  without: { unfused: inTable, batch: inTable, u8: inTable, f16: inTable, profile: inTable },
  rows: [
    ...BORDERS.map((border) => ({
      name: `windows, ${border}`,
      inputs: [volume],
      params: { before: { z: 7 }, after: { z: 4 }, border, value: 2 },
      without: butWindows,
    })),
    ...typed({ before: { x: 1, y: 1 }, after: { z: 1 }, border: 'constant', value: 100 }),
    {
      name: 'a value beyond f32',
      inputs: [randomIntegers({ x: 5 }, 30, -9, 9)],
      params: { before: { x: 2 }, border: 'constant', value: -2147483647 },
      dtype: 'i32',
      without: ['unfused'],
    },
  ],
  refuses: [
    [[image], { border: 'constant', value: 1e39 }, /^pad: value must be a finite number, got 1e\+39$/],
    [
      [toHost(randomIntegers({ x: 5 }, 31, 0, 255), 'u8')],
      { border: 'constant', value: 256 },
      /^pad: value must be .* for u8, got 256$/,
    ],
  ],
});

checkOp(flip, {
  oracle: of((x, { axes = 'zyx' }: { axes?: string }) => oracle.flip(x, { axes: [...axes] as Axis[] })),
  tolerance: exact,
  rows: [
    { name: 'space', inputs: [volume] },
    { name: 'rows only', inputs: [image], params: { axes: 'y' } },
    { name: 'x of an even length', inputs: [randomField({ y: 3, x: 64 }, 7)], params: { axes: 'x' } },
    { name: 'every axis', inputs: [all], params: { axes: 'nczyx' } },
    { name: 'not finite', inputs: [broken], params: { axes: 'yx' } },
    { name: 'line', inputs: [line], params: { axes: 'x' } },
    { name: 'windows', inputs: [volume], params: { axes: 'zx' }, without: butWindows },
    ...typed({ axes: 'zyx' }),
  ],
  refuses: [[[image], { axes: 'xt' }, /^flip: axes must be distinct axes of n, c, z, y, x, got 'xt'$/]],
});

const letters = (word: string): Partial<Record<Axis, Axis>> => {
  const sorted = [...'nczyx'].filter((axis) => word.includes(axis));
  return Object.fromEntries(sorted.map((axis, at) => [axis, word[at] as Axis]));
};
checkOp(transpose, {
  oracle: of((x, { from = 'xy' }: { from?: string | Partial<Record<Axis, Axis>> }) =>
    oracle.transpose(x, { from: typeof from === 'string' ? letters(from) : from }),
  ),
  tolerance: exact,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'a cycle of three', inputs: [volume], params: { from: { z: 'y', y: 'x', x: 'z' } } },
    { name: 'rows only', inputs: [all], params: { from: 'zyc' } },
    { name: 'every axis', inputs: [all], params: { from: 'xyzcn' } },
    { name: 'not finite', inputs: [broken], params: { from: { x: 'y', y: 'x' } } },
    { name: 'line', inputs: [line], params: { from: { z: 'x', x: 'z' } } },
    { name: 'windows', inputs: [volume], params: { from: 'yxz' }, without: butWindows },
    { name: 'windows of an image', inputs: [randomField({ y: 30, x: 30 }, 31)], without: butWindows },
    { name: 'channels last to first', inputs: [randomField({ c: 17, y: 21, x: 3 }, 8)], params: { from: 'yxc' } },
    ...typed({ from: 'xyz' }),
  ],
  refuses: [
    [[image], { from: { x: 'y' } }, /^transpose: from must use every axis once, got {"x":"y"}$/],
    [[image], { from: 'xx' }, /^transpose: from must be distinct axes of n, c, z, y, x, got 'xx'$/],
    [[image], { from: { x: 't' } }, /^transpose: from must map axes of n, c, z, y, x to axes, got {"x":"t"}$/],
  ],
});

checkOp(roll, {
  oracle: of(oracle.roll),
  tolerance: exact,
  rows: [
    { name: 'volume', inputs: [volume], params: { shift: { x: 3, y: -2, z: 6 } } },
    { name: 'far', inputs: [image], params: { shift: { x: -1000, y: 370 } } },
    { name: 'batch axes', inputs: [all], params: { shift: { n: 1, c: -1, x: 4 } } },
    { name: 'rows only', inputs: [image], params: { shift: { y: 20 } } },
    { name: 'narrow', inputs: [randomField({ y: 9, x: 3 }, 9)], params: { shift: { x: 1 } } },
    { name: 'line', inputs: [line], params: { shift: { x: 256 } } },
    { name: 'windows', inputs: [volume], params: { shift: { z: 2, x: 1 } }, without: butWindows },
  ],
  refuses: [[[image], { shift: { x: 0.5 } }, /^roll: shift along x must be a whole number, got 0.5$/]],
});

checkOp(rot90, {
  oracle: of((x, { axes = 'yx', turns = 1 }: { axes?: string; turns?: number }) =>
    oracle.rot90(x, { turns, axes: [...axes] as [Axis, Axis] }),
  ),
  tolerance: exact,
  rows: [
    { name: 'one turn', inputs: [image] },
    { name: 'three turns', inputs: [volume], params: { turns: -1, axes: 'zx' } },
    { name: 'a turn the other way', inputs: [volume], params: { turns: 5, axes: 'xz' } },
    { name: 'two turns', inputs: [image], params: { turns: 2 } },
    { name: 'without x', inputs: [all], params: { axes: 'cy' } },
    { name: 'line', inputs: [line], params: { turns: 3 } },
  ],
  refuses: [[[image], { axes: 'yy' }, /^rot90: axes must be 2 distinct axes of n, c, z, y, x, got 'yy'$/]],
});

checkOp(tile, {
  oracle: of(oracle.tile),
  tolerance: exact,
  rows: [
    { name: 'volume', inputs: [volume], params: { repeats: { x: 3, y: 2, z: 2 } } },
    { name: 'new axes', inputs: [image], params: { repeats: { n: 2, c: 3, z: 2 } } },
    { name: 'batch axes', inputs: [all], params: { repeats: { n: 2, c: 2, x: 2 } } },
    { name: 'one voxel', inputs: [one], params: { repeats: { x: 5, y: 3 } } },
    { name: 'not finite', inputs: [broken], params: { repeats: { x: 2 } } },
    { name: 'line', inputs: [line], params: { repeats: { x: 2, y: 2 } } },
    { name: 'windows', inputs: [volume], params: { repeats: { z: 4 } }, without: butWindows },
  ],
  refuses: [[[image], { repeats: { x: 0 } }, /^tile: repeats along x must be a finite number from 1 to .* got 0$/]],
});
