/** The least or greatest voxel of a footprint: what all flat morphology is made of. Boxes go axis by axis. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { bitsOf, DTYPES } from '../../core/dtype.js';
import { Footprint, fitted, offsetsOfRuns, runsOf } from '../../core/footprint.js';
import { footprint } from '../../core/footprintParam.js';
import { choice, flag, number } from '../../core/params.js';
import { formsOf } from '../../graph/forms.js';
import type { Gradient } from '../../graph/gradient.js';
import type { AxisReach, Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { BORDERS, type Border, borderConstants, borderReach, INSIDE } from '../border.js';
import { comparedAs } from '../compared.js';
import { KINDS } from '../measure/reduce.js';
import { type Looked, takenGradient } from '../rank/taken.js';
import { partsOf } from './decompose.js';

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
  value: number(
    'The value outside when the border is `constant`; rounded and limited to what an image of whole numbers holds.',
    { default: 0 },
  ),
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
  const parts = partsOf(footprint);
  if (parts) return parts.reduce((node, part) => extreme(node, { ...window, footprint: part }, least, mirrored), src);
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
  const around = [-1, 0, 1];
  const offsets = around.flatMap((y) => around.map((x) => ({ z: 0, y, x })));
  const result: Node = kernelOf({
    kernel: 'morphology/extremeSquare',
    inputs: {
      src: {
        node: src,
        as: comparedAs(src.dtype),
        loads: (1.25 * (ROWS + 2)) / ROWS,
        reach: { y: reachOf(window, 'y', 1, 1), x: reachOf(window, 'x', 1, 1) },
      },
    },
    outputs: { dst: describedAs(src, {}) },
    // the second group may lie behind the end
    constants: { ...constantsOf(src, window, least, Math.min(src.shape.y, src.shape.x) < 10), TILE: ROWS },
    params: { outside: outsideOf(src, window, least) },
    tile: { x4: 2, y: ROWS },
    rowsAlike: true,
    forms: formsOf('morphology/extremeSquare'),
    interior: { constants: INSIDE },
    gradient: gradientOf(src, offsets, window, least, () => result),
  });
  return result;
}

function pass(src: Node, footprint: Footprint, window: Window, least: boolean, mirrored: boolean): Node {
  const runs = mirrored ? mirrorOf(runsOf(footprint)) : runsOf(footprint);
  const { before, after, count } = reachedBy(runs);
  const acting = SPATIAL_AXES.filter((axis) => before[axis] + after[axis] > 0);
  const [only] = acting;
  if (only && acting.length === 1 && count === before[only] + after[only] + 1)
    return line(src, only, before[only], after[only], window, least);
  const offsets = offsetsOfRuns(runs);
  const result: Node = kernelOf({
    kernel: 'morphology/extremeRuns',
    inputs: {
      src: {
        node: src,
        as: comparedAs(src.dtype),
        loads: Math.max(1, (count + 8 * (runs.length / 4)) / 8),
        reach: Object.fromEntries(acting.map((axis) => [axis, reachOf(window, axis, before[axis], after[axis])])),
      },
    },
    outputs: { dst: describedAs(src, {}) },
    constants: constantsOf(
      src,
      window,
      least,
      acting.some((axis) => Math.max(before[axis], after[axis]) + 12 >= src.shape[axis]),
    ),
    params: { outside: outsideOf(src, window, least), runs: runs.length / 4 },
    tables: { runs: Int32Array.from(runs) },
    tile: { x4: 2 },
    interior: { constants: INSIDE },
    gradient: gradientOf(src, offsets, window, least, () => result),
  });
  return result;
}

/** Up to here the results of a line along y are taken from registers one by one; longer ones share what their windows have in common. */
const MOST_DIRECT_TAPS = 11;
/** Taps from which on twice as many rows share. */
const LONG_TAPS = 40;
/** Groups along x that share. */
const GROUPS = 4;
/** Loads in one turn of a loop, at most. */
const MOST_AT_ONCE = 8;

/** A line of neighbours along one axis. */
function line(src: Node, axis: SpatialAxis, before: number, after: number, window: Window, least: boolean): Node {
  const taps = before + after + 1;
  return axis === 'x'
    ? lineX(src, before, after, taps, window, least)
    : lineY(src, axis, before, after, taps, window, least);
}

function lineX(src: Node, before: number, after: number, taps: number, window: Window, least: boolean): Node {
  const made = 4 * GROUPS;
  const left = Math.ceil(before / 4);
  const shift = 4 * left - before;
  const between = Math.floor((shift + taps) / 4) - Math.ceil((shift + made - 1) / 4);
  const direct = between < 0;
  const result: Node = kernelOf({
    kernel: 'morphology/extremeAxisX',
    inputs: lineInputs(src, 'x', before, after, made, window),
    outputs: { dst: describedAs(src, {}) },
    constants: {
      ...constantsOf(src, window, least, Math.max(before, after) + made + 4 >= src.shape.x),
      GROUPS,
      TAPS: direct ? taps : 0,
      SHIFT: shift,
      REST: direct ? 0 : (shift + taps) % 4,
      ...turnsOf(direct ? 0 : between),
    },
    params: { outside: outsideOf(src, window, least), left, between },
    tile: { x4: GROUPS },
    interior: { constants: INSIDE },
    gradient: gradientOf(src, lineOf('x', before, taps), window, least, () => result),
  });
  return result;
}

function lineY(
  src: Node,
  axis: 'y' | 'z',
  before: number,
  after: number,
  taps: number,
  window: Window,
  least: boolean,
): Node {
  const direct = taps <= MOST_DIRECT_TAPS;
  const made = taps >= LONG_TAPS ? 32 : direct ? 16 : Math.min(taps, 16);
  const byMade = (rows: number) => ({
    constants: {
      ...constantsOf(src, window, least, Math.max(before, after) + rows + 4 >= src.shape[axis]),
      TAPS: direct ? taps : 0,
      TILE: rows,
      ...turnsOf(direct ? 0 : taps - rows + 1),
    },
    tile: { y: rows },
  });
  // no more rows than have voxels in common, or than registers hold
  const most = direct ? 16 : taps;
  const result: Node = kernelOf({
    kernel: 'morphology/extremeAxisY',
    inputs: lineInputs(src, axis, before, after, made, window),
    outputs: { dst: describedAs(src, {}) },
    ...byMade(made),
    params: { outside: outsideOf(src, window, least), taps, before },
    along: axis,
    rowsAlike: true,
    forms: formsOf('morphology/extremeAxisY', (rows) => (rows <= most ? byMade(rows) : undefined)),
    interior: { constants: INSIDE },
    gradient: gradientOf(src, lineOf(axis, before, taps), window, least, () => result),
  });
  return result;
}

type Offsets = Looked['offsets'];

const lineOf = (axis: SpatialAxis, before: number, taps: number): Offsets =>
  Array.from({ length: taps }, (_, at) => ({ z: 0, y: 0, x: 0, [axis]: at - before }));

function gradientOf(src: Node, offsets: Offsets, window: Window, least: boolean, result: () => Node): Gradient {
  const looked = { offsets, border: scipysOf(window), outside: outsideOf(src, window, least) };
  return takenGradient(src, looked, result);
}

function lineInputs(src: Node, axis: SpatialAxis, before: number, after: number, made: number, window: Window) {
  const loads = (made + before + after) / made;
  return {
    src: { node: src, as: comparedAs(src.dtype), loads, reach: { [axis]: reachOf(window, axis, before, after) } },
  };
}

/** How many of so many loads a turn of a loop takes. */
function turnsOf(loads: number): { readonly AT_ONCE: number; readonly IS_LONG: boolean } {
  const turns = Math.ceil(loads / MOST_AT_ONCE);
  return { AT_ONCE: turns > 0 ? Math.ceil(loads / turns) : 0, IS_LONG: turns > 1 };
}

const scipysOf = ({ border }: Window): Border => (border === 'ignore' ? 'constant' : border);

const reachOf = (window: Window, axis: SpatialAxis, before: number, after: number): AxisReach =>
  borderReach(axis, before, after, scipysOf(window));

function constantsOf(src: Node, window: Window, least: boolean, wide: boolean): Record<string, number | boolean> {
  const kind = KINDS.indexOf(comparedAs(src.dtype));
  return { ...borderConstants(scipysOf(window), wide ? 1 : 0, 1), KIND: kind, IS_LEAST: least };
}

/** The bits of what lies outside: what can change no extreme, or the value; whole numbers are rounded and saturate. */
function outsideOf(src: Node, { border, value }: Window, least: boolean): number {
  const as = comparedAs(src.dtype);
  const { min, max } = DTYPES[src.dtype];
  if (border !== 'ignore') return bitsOf(as === 'f32' ? value : Math.min(Math.max(Math.round(value), min), max), as);
  if (as === 'f32') return bitsOf(least ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY, as);
  return bitsOf(least ? max : min, as);
}

/** The same on the other side of the voxel. */
function mirrorOf(runs: readonly number[]): number[] {
  return runs.map((item, at) => {
    if (at % 4 === 3) return item;
    return -(at % 4 === 2 ? item + (runs[at + 1] ?? 0) - 1 : item);
  });
}

/** How far runs reach, and over how many voxels. */
function reachedBy(runs: readonly number[]) {
  const before = { z: 0, y: 0, x: 0 };
  const after = { z: 0, y: 0, x: 0 };
  let count = 0;
  for (let at = 0; at < runs.length; at += 4) {
    const [z = 0, y = 0, x = 0, length = 0] = runs.slice(at, at + 4);
    for (const [axis, low, high] of [
      ['z', z, z],
      ['y', y, y],
      ['x', x, x + length - 1],
    ] as const) {
      before[axis] = Math.max(before[axis], -low);
      after[axis] = Math.max(after[axis], high);
    }
    count += length;
  }
  return { before, after, count };
}
