/** What the rank filters share: the footprint, and the lowering to shaders/rank. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { bitsOf, DTYPES, type DType, isInteger } from '../../core/dtype.js';
import { box, countOf, type Footprint, fitted, offsetsOf } from '../../core/footprint.js';
import { footprint, type ParamValues } from '../../core/params.js';
import { formsOf } from '../../graph/forms.js';
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { comparedAs } from '../compared.js';
import { KINDS } from '../measure/reduce.js';
import { takenGradient } from './taken.js';

export const rankParams = {
  footprint: footprint('Which neighbours of a voxel are sorted.', { default: box(3) }),
  ...borderParams,
};

/** Voxels of a footprint: each is looked at once for every bit of the type. */
const MOST_VOXELS = 4096;
/** Up to so many voxels are held in registers while they are searched. */
const MOST_HELD = 64;
/** Rows of results that one histogram moves along. */
const COUNTED_ROWS = 128;
/** Squares whose median has a network of its own, and the rows that an invocation makes. */
const SQUARES = [
  { kernel: 'rank/median3', size: 3, rows: 8 },
  { kernel: 'rank/median5', size: 5, rows: 6 },
] as const;

type Window = ParamValues<typeof rankParams>;

/** The voxel of a rank among those of a footprint; `rankOf` says which, of so many. */
export function ranked(
  src: Node,
  { footprint, border, value }: Window,
  rankOf: (count: number) => number,
  refuse: RefuseCall,
): Node {
  const window = fitted(footprint, src.shape);
  const count = countOf(window);
  if (count > MOST_VOXELS) refuse(`the footprint must have at most ${MOST_VOXELS} voxels`, `${count}`);
  const rank = rankOf(count);
  const { min, max } = DTYPES[src.dtype];
  if (border === 'constant' && isInteger(src.dtype) && !(Number.isInteger(value) && value >= min && value <= max))
    refuse(`value must be a whole number from ${min} to ${max}, as the ${src.dtype} image holds`, `${value}`);
  const offsets = offsetsOf(window);
  if (count === 1 && offsets[0] && SPATIAL_AXES.every((axis) => offsets[0]?.[axis] === 0)) return src;
  const outside = border === 'constant' ? value : 0;
  const as = comparedAs(src.dtype);
  const gradient = takenGradient(src, { offsets, border, outside: bitsOf(outside, as) }, () => result);
  const result: Node = rankedOf(src, window, rank, { border, outside, offsets, gradient });
  return result;
}

/** How what lies outside is seen, and what the result has for a gradient. */
interface Ranked {
  readonly border: Window['border'];
  readonly outside: number;
  readonly offsets: ReturnType<typeof offsetsOf>;
  readonly gradient: Gradient;
}

/** Whichever kernel does it best. */
function rankedOf(src: Node, window: Footprint, rank: number, how: Ranked): Node {
  const { border, outside, offsets, gradient } = how;
  const count = offsets.length;
  for (const square of SQUARES)
    if (rank === count >> 1 && isSquare(window, square.size)) return medianOfSquare(src, window, square, how);
  if (rank === count >> 1 && isSmallBox(window)) return medianBox(src, window, how);
  if (src.dtype === 'u8' && isCounted(window)) return counted(src, window, rank, how);
  const bits = BITS[src.dtype] ?? 32;
  const as = comparedAs(src.dtype);
  return kernelOf({
    kernel: 'rank/select',
    inputs: { src: { node: src, as, loads: 4 * count * (bits + 1), reach: reachOf(window, border) } },
    outputs: { dst: describedAs(src, {}) },
    constants: {
      ...borderConstants(border, isWide(window, src) ? 1 : 0, 1),
      KIND: KINDS.indexOf(as),
      HELD: count <= MOST_HELD ? count : 0,
      IS_COUNT: bits < 32,
    },
    params: { outside: bitsOf(outside, as), count, rank, bits },
    tables: { offsets: Int32Array.from(offsets.flatMap(({ x, y, z }) => [x, y, z])) },
    interior: { constants: INSIDE },
    gradient,
  });
}

/** A network in registers. */
function medianOfSquare(
  src: Node,
  window: Footprint,
  { kernel, size, rows }: (typeof SQUARES)[number],
  { border, outside, gradient }: Ranked,
): Node {
  const as = comparedAs(src.dtype);
  const loads = ((8 + size - 1) / 8) * ((rows + size - 1) / rows);
  return kernelOf({
    kernel,
    inputs: { src: { node: src, as, loads, reach: reachOf(window, border) } },
    outputs: { dst: describedAs(src, {}) },
    constants: {
      // the second of two groups may lie behind the end
      ...borderConstants(border, 8 + size, Math.min(src.shape.y, src.shape.x)),
      TILE: rows,
      KIND: KINDS.indexOf(as),
      IS_LEAST: false,
    },
    params: { outside: bitsOf(outside, as) },
    tile: { x4: 2, y: rows },
    rowsAlike: true,
    forms: formsOf(kernel),
    interior: { constants: INSIDE },
    gradient,
  });
}

/** Forgetful selection in registers: 3 x 3 x 3 and other boxes of so many voxels. */
function medianBox(src: Node, window: Footprint, { border, outside, gradient }: Ranked): Node {
  const { x, y, z } = window.size;
  const as = comparedAs(src.dtype);
  const wide = SPATIAL_AXES.some((axis) => window.size[axis] > 1 && src.shape[axis] < 12);
  return kernelOf({
    kernel: 'rank/medianBox',
    inputs: { src: { node: src, as, loads: 3 * y * z, reach: reachOf(window, border) } },
    outputs: { dst: describedAs(src, {}) },
    constants: {
      ...borderConstants(border, wide ? 1 : 0, 1),
      KIND: KINDS.indexOf(as),
      IS_LEAST: false,
      KX: x,
      KY: y,
      KZ: z,
    },
    params: { outside: bitsOf(outside, as) },
    interior: { constants: INSIDE },
    gradient,
  });
}

/** A histogram that moves along y. */
function counted(src: Node, window: Footprint, rank: number, { border, outside, gradient }: Ranked): Node {
  const { x, y, z } = window.size;
  return kernelOf({
    kernel: 'rank/histogram',
    inputs: {
      src: { node: src, as: 'u32', loads: 2 * x * z * (1 + y / COUNTED_ROWS), reach: reachOf(window, border) },
    },
    outputs: { dst: describedAs(src, {}) },
    constants: { ...borderConstants(border, isWide(window, src) ? 1 : 0, 1), ROWS: COUNTED_ROWS },
    params: {
      outside: bitsOf(outside, 'u32'),
      rank,
      size: [x, y, z, 1],
      before: [beforeOf(window, 'x'), beforeOf(window, 'y'), beforeOf(window, 'z'), 0],
    },
    tile: { y: COUNTED_ROWS },
    rowsAlike: true,
    forms: formsOf('rank/histogram', (rows) => ({ constants: { ROWS: rows }, tile: { y: rows } })),
    interior: { constants: INSIDE },
    gradient,
  });
}

/** A box that a byte can count a column of. */
function isCounted({ size, data }: Footprint): boolean {
  return !data && size.x >= 5 && size.y * size.z <= 85 && size.x * size.y * size.z > MOST_HELD;
}

/** Odd along every axis, 9 to 27 voxels, at most 5 along x. */
function isSmallBox({ size, data }: Footprint): boolean {
  const { x, y, z } = size;
  const count = x * y * z;
  return !data && count % 2 === 1 && count >= 9 && count <= 27 && x <= 5;
}

function isSquare({ size, data }: Footprint, of: number): boolean {
  return !data && size.z === 1 && size.y === of && size.x === of;
}

function beforeOf({ size }: Footprint, axis: SpatialAxis): number {
  return Math.floor(size[axis] / 2);
}

/** Lanes past the end of a row are looked up too, and not used. */
function isWide(window: Footprint, src: Node): boolean {
  return SPATIAL_AXES.some((axis) => window.size[axis] > 1 && beforeOf(window, axis) + 4 > src.shape[axis]);
}

function reachOf(window: Footprint, border: Window['border']) {
  return Object.fromEntries(
    SPATIAL_AXES.filter((axis) => window.size[axis] > 1).map((axis) => {
      const before = beforeOf(window, axis);
      return [axis, borderReach(axis, before, window.size[axis] - 1 - before, border)];
    }),
  );
}

/** Bits of the keys of few bits: whole numbers that are searched as such. */
const BITS: Partial<Record<DType, number>> = { u8: 8, u16: 16 };
