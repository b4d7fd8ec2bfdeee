/** The least or greatest voxel of a footprint: what all flat morphology is made of. Boxes go axis by axis. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { Footprint, fitted, offsetsOf } from '../../core/footprint.js';
import { footprint } from '../../core/footprintParam.js';
import { choice, flag, number } from '../../core/params.js';
import type { AxisReach, Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { BORDERS, type Border, borderConstants, borderReach, INSIDE } from '../border.js';
import { KINDS } from '../measure/reduce.js';

export type MorphologyBorder = Border | 'ignore';

export const footprintParams = {
  footprint: footprint('The neighbours that take part.', { default: { cross: 1 } }),
};

export const morphologyParams = {
  ...footprintParams,
  border: choice(
    'What lies outside: nothing that takes part (`ignore`), or scipy.ndimage’s modes.',
    ['ignore', ...BORDERS],
    {
      default: 'ignore',
    },
  ),
  value: number('The value outside when the border is `constant`.', { default: 0 }),
};

/** Of the operations that dilate. */
export const mirrorParams = {
  ...morphologyParams,
  mirror: flag('Whether dilation mirrors the footprint; scikit-image before its version 2 does not.', {
    default: true,
  }),
};

export interface Window {
  readonly footprint: Footprint;
  readonly border: MorphologyBorder;
  readonly value: number;
}

/** The extreme over `p + o` for the offsets o of the footprint, or over `p - o` where it is mirrored. */
export function extreme(src: Node, window: Window, least: boolean, mirrored = false): Node {
  const footprint = fitted(window.footprint, src.shape);
  const { size, data } = footprint;
  const axes = SPATIAL_AXES.filter((axis) => size[axis] > 1);
  if (data || axes.length < 2) return pass(src, footprint, window, least, mirrored);
  const along = (axis: SpatialAxis): Footprint =>
    new Footprint({ z: 1, y: 1, x: 1, [axis]: size[axis] }, undefined, false);
  const square = size.y === 3 && size.x === 3;
  const rest = square ? axes.filter((axis) => axis === 'z') : axes;
  return rest.reduceRight(
    (node, axis) => pass(node, along(axis), window, least, mirrored),
    square ? squareOfThree(src, window, least) : src,
  );
}

/** Rows an invocation makes. */
const ROWS = 8;

/** The most common window of all, in one pass. */
function squareOfThree(src: Node, window: Window, least: boolean): Node {
  return kernelOf({
    kernel: 'morphology/extremeSquare',
    inputs: {
      src: {
        node: src,
        loads: (1.5 * (ROWS + 2)) / ROWS,
        reach: { y: reachOf(window, 'y', 1, 1), x: reachOf(window, 'x', 1, 1) },
      },
    },
    outputs: { dst: describedAs(src, {}) },
    constants: { ...constantsOf(src, window, least, Math.min(src.shape.y, src.shape.x) < 6), TILE: ROWS },
    params: { outside: outsideOf(src, window, least) },
    tile: { y: ROWS },
    interior: { constants: INSIDE },
  });
}

/** Up to here the results of a line are taken from registers one by one; longer ones share what their windows have in common. */
const MOST_DIRECT_TAPS = 11;
/** Voxels, or groups, that share: from here on twice as many pay. */
const LONG_TAPS = 24;

function pass(src: Node, footprint: Footprint, window: Window, least: boolean, mirrored: boolean): Node {
  const sign = mirrored ? -1 : 1;
  const offsets = offsetsOf(footprint).map(({ z, y, x }) => ({ z: sign * z, y: sign * y, x: sign * x }));
  const before = (axis: SpatialAxis): number => -offsets.reduce((low, o) => Math.min(low, o[axis]), 0);
  const after = (axis: SpatialAxis): number => offsets.reduce((high, o) => Math.max(high, o[axis]), 0);
  const acting = SPATIAL_AXES.filter((axis) => before(axis) + after(axis) > 0);
  const [only] = acting;
  if (only && acting.length === 1 && offsets.length === before(only) + after(only) + 1)
    return line(src, only, before(only), after(only), window, least);
  const runs = runsOf(offsets);
  return kernelOf({
    kernel: 'morphology/extremeRuns',
    inputs: {
      src: {
        node: src,
        loads: Math.max(1, (offsets.length + 4 * (runs.length / 4)) / 4),
        reach: Object.fromEntries(acting.map((axis) => [axis, reachOf(window, axis, before(axis), after(axis))])),
      },
    },
    outputs: { dst: describedAs(src, {}) },
    constants: constantsOf(
      src,
      window,
      least,
      acting.some((axis) => Math.max(before(axis), after(axis)) + 8 >= src.shape[axis]),
    ),
    params: { outside: outsideOf(src, window, least), runs: runs.length / 4 },
    tables: { runs },
    interior: { constants: INSIDE },
  });
}

/** A line of neighbours along one axis. */
function line(src: Node, axis: SpatialAxis, before: number, after: number, window: Window, least: boolean): Node {
  const taps = before + after + 1;
  const direct = taps <= MOST_DIRECT_TAPS;
  const isX = axis === 'x';
  const groups = taps >= LONG_TAPS ? 4 : 2;
  const made = isX ? 4 * groups : taps >= LONG_TAPS ? 16 : 8;
  const left = Math.ceil(before / 4);
  const shift = 4 * left - before;
  const head = Math.ceil((shift + made - 1) / 4);
  const wide = Math.max(before, after) + made + 4 >= src.shape[axis];
  return kernelOf({
    kernel: isX ? 'morphology/extremeAxisX' : 'morphology/extremeAxisY',
    inputs: {
      src: { node: src, loads: (made + taps - 1) / made, reach: { [axis]: reachOf(window, axis, before, after) } },
    },
    outputs: { dst: describedAs(src, {}) },
    constants: {
      ...constantsOf(src, window, least, wide),
      TAPS: direct ? taps : 0,
      ...(isX ? { GROUPS: groups, SHIFT: shift, REST: direct ? 0 : (shift + taps) % 4 } : { TILE: made }),
    },
    params: {
      outside: outsideOf(src, window, least),
      ...(isX ? { left, between: Math.floor((shift + taps) / 4) - head } : { taps, before }),
    },
    along: isX ? 'y' : axis,
    tile: isX ? { x4: groups } : { y: made },
    interior: { constants: INSIDE },
  });
}

const scipysOf = ({ border }: Window): Border => (border === 'ignore' ? 'constant' : border);

const reachOf = (window: Window, axis: SpatialAxis, before: number, after: number): AxisReach =>
  borderReach(axis, before, after, scipysOf(window));

function constantsOf(src: Node, window: Window, least: boolean, wide: boolean): Record<string, number | boolean> {
  const kind = KINDS.indexOf(DTYPES[src.dtype].compute);
  return { ...borderConstants(scipysOf(window), wide ? 1 : 0, 1), KIND: kind, IS_LEAST: least };
}

function outsideOf(src: Node, { border, value }: Window, least: boolean): number {
  const as = DTYPES[src.dtype].compute;
  return border === 'ignore' ? nothingKey(as, least) : keyOf(as, value);
}

/** Neighbours along x as runs: (dz, dy, first dx, length) each. */
function runsOf(offsets: readonly Record<SpatialAxis, number>[]): Int32Array {
  const sorted = [...offsets].sort((a, b) => a.z - b.z || a.y - b.y || a.x - b.x);
  const runs: number[] = [];
  for (const { z, y, x } of sorted) {
    const [lastZ, lastY, first = 0, length = 0] = runs.slice(-4);
    if (lastZ === z && lastY === y && first + length === x) runs[runs.length - 1] = length + 1;
    else runs.push(z, y, x, 1);
  }
  return Int32Array.from(runs);
}

/** The key (shaders/lib/keys) of what can change no extreme: an infinity, or the end of the type. */
function nothingKey(as: 'f32' | 'i32' | 'u32', least: boolean): number {
  if (as === 'f32') return least ? 0xff800000 : 0x007fffff;
  return least ? 0xffffffff : 0;
}

/** The key of a number; whole numbers are rounded and saturate. */
function keyOf(as: 'f32' | 'i32' | 'u32', value: number): number {
  if (as === 'f32') {
    const [bits = 0] = new Uint32Array(Float32Array.of(value).buffer);
    return (bits >= 0x80000000 ? ~bits : bits ^ 0x80000000) >>> 0;
  }
  const whole = Math.min(Math.max(Math.round(value), DTYPES[as].min), DTYPES[as].max);
  return as === 'i32' ? whole + 0x80000000 : whole;
}
