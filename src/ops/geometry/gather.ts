/**
 * Moving voxels along axes: what crop, pad, flip, roll and tile come down to where no view does. Result position i reads the
 * source at `start + i`, or `start - i` along a reversed x, through the border.
 */
import { AXES, type Axis } from '../../core/axes.js';
import { bitsOf, DTYPES, type DType, isInteger } from '../../core/dtype.js';
import type { AxisReach, KernelInput, Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { BORDERS, type Border, borderConstants, borderReach } from '../border.js';
import { withAxes } from './layout.js';

/** How one axis is read. */
export interface AxisMove {
  readonly start: number;
  /** The length of the result. */
  readonly length: number;
  /** Runs backwards; along x only, other axes are reversed by a view. */
  readonly reversed?: boolean;
}

type Moves = Readonly<Partial<Record<Axis, AxisMove>>>;

/** Refuses a number that the element type cannot hold: values are never clipped. */
export function checkHolds(dtype: DType, value: number, refuse: RefuseCall, name = 'value'): void {
  const { min, max } = DTYPES[dtype];
  const whole = isInteger(dtype);
  if (value < min || value > max || (whole && !Number.isInteger(value)))
    refuse(`${name} must be ${whole ? 'a whole number' : 'a number'} from ${min} to ${max} for ${dtype}`, `${value}`);
}

/**
 * One pass moves x, z and one of y, c, n; the others that move take a pass of their own before it. Axes left out stay as they
 * are. Voxels pass in the type of the node.
 */
export function gather(src: Node, moves: Moves, border: Border, value = 0): Node {
  const moved = AXES.filter((axis) => moves[axis] !== undefined);
  const rows = (['n', 'c', 'y'] as const).filter((axis) => moved.includes(axis));
  const along = rows.at(-1) ?? 'y';
  const before = rows
    .slice(0, -1)
    .reduce((node, axis) => pass(node, { [axis]: moves[axis] }, axis, border, value), src);
  const { x, z } = moves;
  return pass(before, { ...(x && { x }), ...(z && { z }), [along]: moves[along] }, along, border, value);
}

function pass(src: Node, moves: Moves, along: 'y' | 'c' | 'n', border: Border, value: number): Node {
  const shape = { ...src.shape };
  const reach: Partial<Record<Axis, AxisReach>> = {};
  let wide = false;
  for (const axis of AXES) {
    const move = moves[axis];
    if (!move) continue;
    const length = src.shape[axis];
    const { start, reversed = false } = move;
    shape[axis] = move.length;
    reach[axis] = { ...borderReach(axis, 0, 0, border), scale: reversed ? -1 : 1, offset: start };
    // the last lanes of a row reach three voxels further
    const ends = [start, start + (reversed ? -1 : 1) * (move.length + 2)];
    const far = Math.max(...ends.map((end) => Math.max(-end, end - length + 1)));
    wide ||= borderConstants(border, far, length).WIDE === true;
  }
  const { x } = moves;
  const input: KernelInput['reach'] = reach;
  return kernelOf({
    kernel: 'geometry/gather',
    inputs: { src: { node: src, loads: x ? 2 : 1, reach: input } },
    outputs: { dst: describedAs(src, { shape, layout: withAxes(src.layout, shape) }) },
    constants: {
      ...borderConstants(border, 0, 1),
      WIDE: wide,
      IS_X_KEPT: x === undefined,
      IS_REVERSIBLE: x?.reversed === true || border === 'reflect' || border === 'mirror',
    },
    params: {
      outside: bitsOf(value, DTYPES[src.dtype].compute),
      x_start: x?.start ?? 0,
      x_step: x?.reversed ? -1 : 1,
      y_start: moves[along]?.start ?? 0,
      z_start: moves.z?.start ?? 0,
    },
    along,
    tile: { y: 4 },
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && scattered(given, src, moves, border)] },
  });
}

/** The adjoint: every voxel of the result goes back to where it was read. */
function scattered(given: Node, src: Node, moves: Moves, border: Border): Node {
  let at = given;
  for (const axis of AXES) {
    const move = moves[axis];
    if (!move) continue;
    const { start, length, reversed } = move;
    const ascending = reversed ? gather(at, { [axis]: { start: length - 1, length, reversed: true } }, 'nearest') : at;
    at = foldAlong(ascending, axis, reversed ? start - length + 1 : start, src.shape[axis], border);
  }
  return at;
}

/** How far a window reaches before its voxel, and how long it is. */
export interface Windowed {
  readonly axis: Axis;
  readonly before: number;
  readonly size: number;
}

/**
 * The adjoint of a sum over a window, its border included. `mirrored` is the mirrored window over a volume through a border of nothing outside, or through the given one where that
 * makes a matrix whose transpose it is: always where it wraps or is constant, and where it reflects if the weights are `symmetric`. Else it is taken over all that the windows
 * reach, and what lies outside is added to the voxels that were read there.
 */
export function windowAdjoint(
  given: Node,
  src: Node,
  windows: readonly Windowed[],
  { border, symmetric = false }: { readonly border: Border; readonly symmetric?: boolean },
  mirrored: (node: Node, border: Border) => Node,
): Node {
  if (border === 'constant' || border === 'wrap' || (border === 'reflect' && symmetric)) return mirrored(given, border);
  const moves = windows.map(
    ({ axis, before, size }) => [axis, { start: -before, length: src.shape[axis] + size - 1 }] as const,
  );
  const wide = moves.length ? gather(given, Object.fromEntries(moves), 'constant') : given;
  return windows.reduce(
    (node, { axis, before }) => foldAlong(node, axis, -before, src.shape[axis], border),
    mirrored(wide, 'constant'),
  );
}

/**
 * The numbers of positions `start` and on, added up at those of the `length` voxels that a border reads there. What lies outside of a
 * constant border is nothing.
 */
export function foldAlong(src: Node, axis: Axis, start: number, length: number, border: Border): Node {
  const inside = start >= 0 && start + src.shape[axis] <= length;
  if (start === 0 && src.shape[axis] === length) return src;
  if (border === 'constant' || inside) return gather(src, { [axis]: { start: -start, length } }, 'constant');
  const isX = axis === 'x';
  return kernelOf({
    kernel: 'geometry/fold',
    inputs: { src: { node: src, as: 'f32', reach: { [axis]: 'all' } } },
    outputs: { dst: describedAs(src, { dtype: 'f32', shape: { ...src.shape, [axis]: length } }) },
    constants: { BORDER: BORDERS.indexOf(border), IS_X: isX },
    params: { start },
    along: isX ? 'y' : axis,
    gradient: {
      kind: 'vjp',
      of: [src],
      vjp: ([given]) => [given && gather(given, { [axis]: { start, length: src.shape[axis] } }, border)],
    },
  });
}
