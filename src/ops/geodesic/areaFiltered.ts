/** The greatest level at which a voxel's region still holds so many voxels: bit by bit, all voxels at once. */
import { activeAxes, type SpatialAxis, voxels } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { integer } from '../../core/params.js';
import { constant, convert, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, filled, kernel, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';
import { connectivity, keysOf, valuesOf } from './geodesic.js';

export const areaParams = {
  areaThreshold: integer('The least number of voxels of a region that stays.', { default: 64, min: 1, max: 2 ** 27 }),
  connectivity: connectivity(1),
};

/** Labels of voxels have 27 bits (shaders/lib/flow). */
const MOST_VOXELS = 2 ** 27 - 2;

/** What a voxel knows: its region's label and where it came from, how many voxels rest here, the level reached. */
type Known = readonly [word: Node, resting: Node, low: Node];

/** Opening by area, or closing, which is the same upside down. */
export function areaFiltered(src: Node, area: number, connectivity: number, opens: boolean, refuse: RefuseCall): Node {
  const { dtype, shape } = src;
  const size = shape.z * shape.y * shape.x;
  if (size > MOST_VOXELS) refuse(`a volume must have at most ${MOST_VOXELS} voxels`, `${size}`);
  const { min: lowest, max: highest } = DTYPES[dtype];
  const whole = isInteger(dtype);
  // what scikit-image makes of a region that is too small: 0, or 0 upside down
  const nothing = opens ? 0 : !whole ? 1 : lowest < 0 ? -1 : highest;
  if (size < area) return whole ? filled(nothing, describedAs(src, {})) : allBut(src, nothing);
  if (area === 1) return src;
  const bits = whole ? Math.log2(highest - lowest + 1) : 32;
  const method = opens ? 'dilation' : 'erosion';
  const keys = bits < 32 ? steps(src, opens) : keysOf(src, method);
  const reached = levels(keys, bits, area, connectivity);
  if (whole) return bits < 32 ? steps(reached, opens, src) : valuesOf(reached, src, method);
  // what NaN walls in may be too small at every level
  const value = valuesOf(reached, src, method);
  return pointwise([value, reached, keys], ([v = input(0), r = input(1, 'u32'), k = input(2, 'u32')]) => {
    const none = constant(0, 'u32');
    return select(test('and', test('equal', r, none), test('notEqual', k, none)), constant(nothing), v);
  });
}

/** A number everywhere but at NaN. */
function allBut(src: Node, nothing: number): Node {
  return pointwise([src], ([v = input(0)]) => select(test('isNaN', v), v, constant(nothing)), src.dtype);
}

/** Short whole numbers counted from the least of their type, or the greatest; and with `like` back again. */
function steps(node: Node, rises: boolean, like?: Node): Node {
  const dtype = like?.dtype ?? node.dtype;
  const { min: lowest, max: highest, compute } = DTYPES[dtype];
  const target = like ? dtype : dtype.endsWith('8') ? 'u8' : 'u16';
  return pointwise(
    [node],
    ([v = input(0)]) => {
      const end = constant(rises ? lowest : highest, 'i32');
      const level = convert(v, 'i32');
      const counted = rises ? numeric(like ? 'add' : 'subtract', level, end) : numeric('subtract', end, level);
      return convert(counted, like ? compute : 'u32');
    },
    target,
  );
}

function levels(keys: Node, bits: number, area: number, connectivity: number): Node {
  const words = describedAs(keys, { dtype: 'u32' });
  const none = constant(0, 'u32');
  const size = voxels(keys.shape);
  const { state } = repeat({
    state: {
      word: filled(0, words),
      resting: filled(0, words),
      low: filled(0, describedAs(keys, {})),
      stage: filled(bits + 1, { ...words, shape: filled(0).shape }),
      changed: filled(0, { ...words, shape: filled(0).shape }),
    },
    body: ({ word, resting, low, stage, changed }) => {
      const settled = pointwise(
        [stage, changed],
        ([s = input(0, 'u32'), c = input(1, 'u32')]) => {
          const next = numeric('subtract', numeric('maximum', s, constant(1, 'u32')), constant(1, 'u32'));
          return select(test('equal', c, none), next, s);
        },
        'u32',
      );
      const begun = begin(keys, [word, resting, low], settled, changed);
      const after = moved(begun, area, connectivity);
      const differs = pointwise(
        [begun[0], after[0], begun[1], after[1]],
        ([a = input(0), b = input(1), c = input(2), d = input(3)]) =>
          test('or', test('notEqual', a, b), test('notEqual', c, d)),
        'u32',
      );
      return { word: after[0], resting: after[1], low: begun[2], stage: settled, changed: max(differs) };
    },
    measure: ({ stage }) => pointwise([stage], ([s = input(0)]) => s, 'f32'),
    below: 0.5,
    check: 2,
    complete: true,
    max: Math.min(1e7, 2 * bits * (size + 1)),
  });
  return state.low;
}

function begin(key: Node, [word, resting, low]: Known, stage: Node, changed: Node): Known {
  return kernel({
    kernel: 'geodesic/areaNext',
    inputs: {
      key: { node: key, as: 'u32' },
      word: { node: word },
      resting: { node: resting },
      low: { node: low, as: 'u32' },
      stage: { node: stage },
      changed: { node: changed },
    },
    outputs: { words: describedAs(word, {}), rest: describedAs(resting, {}), lows: describedAs(low, {}) },
  }) as unknown as Known;
}

/** Directions are numbers of base 3: x + 3y + 9z, 13 in the middle. */
const STEP: Record<SpatialAxis, number> = { x: 1, y: 3, z: 9 };

function moved(known: Known, area: number, connectivity: number): Known {
  const axes = activeAxes(known[0].shape);
  let now = known;
  for (const axis of [...axes].reverse())
    for (const isBack of [false, true]) {
      const isX = axis === 'x';
      const { [axis]: length } = known[0].shape;
      const ahead = 13 + (isBack ? -STEP[axis] : STEP[axis]);
      now = passed(now, area, {
        kernel: isX ? 'geodesic/areaX' : 'geodesic/areaRows',
        reach: { [axis]: 'all' } as const,
        constants: { IS_BACK: isBack, AHEAD: ahead, BACK: 26 - ahead },
        along: isX ? ('y' as const) : axis,
        tile: isX ? { x4: 2 ** Math.ceil(Math.log2(length / 4)), y: 4 } : { y: 2 ** Math.ceil(Math.log2(length)) },
      });
    }
  if (connectivity === 1 || axes.length === 1) return now;
  return passed(now, area, {
    kernel: 'geodesic/areaDiagonals',
    reach: Object.fromEntries(axes.map((axis) => [axis, reach(axis, 1)])),
    constants: { MOST_AXES: connectivity },
  });
}

type Pass = Pick<Parameters<typeof kernel>[0], 'kernel' | 'constants' | 'along' | 'tile'> & {
  readonly reach: NonNullable<Parameters<typeof kernel>[0]['inputs'][string]['reach']>;
};

function passed([word, resting, low]: Known, enough: number, { reach, ...pass }: Pass): Known {
  const [words = word, rest = resting] = kernel({
    ...pass,
    inputs: { word: { node: word, reach }, resting: { node: resting, reach }, low: { node: low, as: 'u32', reach } },
    outputs: { words: describedAs(word, {}), rest: describedAs(resting, {}) },
    params: { enough },
  });
  return [words, rest, low];
}
