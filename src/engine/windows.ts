/**
 * Windows: no storage binding holds a volume of any size, so a dispatch is split along the outermost axis longer than one
 * until what each part reads and writes fits. Where splitting is not enough (a line along the outermost axis), a range is
 * bound in several pieces and the access module chooses among them; where these are too many, it is split across the other
 * axes as well, and of every position that it reads along the line only the rows that it needs are bound.
 */
import { formatShape, type Shape } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import type { Limits } from '../gpu/context.js';
import { geometryOf } from '../gpu/storage.js';
import type { AxisReach, KernelInput } from '../graph/node.js';
import { type Box, wholeOf } from './box.js';
import type { Dispatch } from './dispatch.js';
import { type Leaf, namesOf, ROW_AXES, type RowAxis } from './leaf.js';
import { type Range, reachedRanges } from './ranges.js';

/** A range of one buffer of a leaf's storage that is bound as one array. */
export interface Piece {
  readonly part: number;
  readonly offset: number;
  readonly size: number;
  /** The group of the whole volume at which the binding begins. */
  readonly start: number;
}

export interface Window {
  readonly box: Box;
  /** By leaf. */
  readonly pieces: readonly (readonly Piece[])[];
}

const ALIGNMENT = 256;
/** Accessors choose among so many pieces at no measurable cost; more are taken where nothing else fits. */
export const CHEAP_PIECES = 4;
const MOST_CUTS = 64;

/** The windows of a dispatch, or of one box of it. Throws `ArgumentError` with the sizes where none fit. */
export function windowsOf(dispatch: Dispatch, limits: Limits, box = wholeBox(dispatch)): Window[] {
  return windowsThatFit(dispatch, limits, box) ?? refuse(dispatch, limits);
}

/** Whether a dispatch has windows. Volumes that a binding holds need none, as long as there are bindings for all. */
export function fits(dispatch: Dispatch, limits: Limits): boolean {
  const small = dispatch.leaves.every(({ shape, strides, dtype }) => {
    const last = ROW_AXES.reduce((sum, axis) => sum + Math.abs(strides[axis]) * (shape[axis] - 1), 0);
    const { bytesPerGroup } = geometryOf(shape, dtype);
    // half, since a binding begins at a multiple of 256 bytes
    return (last + Math.ceil(shape.x / 4)) * bytesPerGroup <= Math.min(limits.maxBinding, limits.maxBuffer) / 2;
  });
  return small || windowsThatFit(dispatch, limits, wholeBox(dispatch)) !== undefined;
}

function wholeBox({ domain, region }: Dispatch): Box {
  return region ?? wholeOf(domain);
}

function windowsThatFit(dispatch: Dispatch, limits: Limits, box: Box): Window[] | undefined {
  const most = limits.maxStorageBuffers;
  const ways: Way[] = [
    { pieces: 1, apart: false },
    { pieces: CHEAP_PIECES, apart: false },
    { pieces: most, apart: false },
    { pieces: most, apart: true },
  ];
  const runs = runsOf(dispatch, box);
  for (const way of ways) {
    const windows = runs.map((run) => split(dispatch, run, limits, way));
    if (windows.every((list) => list !== undefined)) return windows.flat();
  }
  return undefined;
}

/** A box in parts that are each one run of the joint index of n and c. */
function runsOf(dispatch: Dispatch, box: Box): Box[] {
  const { n, c } = namesOf(dispatch);
  const [lo, hi] = box[n];
  const isWhole = box[c][0] === 0 && box[c][1] === dispatch.domain[c];
  if (isWhole || hi - lo === 1) return [box];
  return Array.from({ length: hi - lo }, (_, at) => ({ ...box, [n]: [lo + at, lo + at + 1] }));
}

/** How a leaf may be bound: in how many pieces, and whether positions that lie apart may be bound without what is between. */
interface Way {
  readonly pieces: number;
  readonly apart: boolean;
}

function split(dispatch: Dispatch, box: Box, limits: Limits, way: Way): Window[] | undefined {
  const pieces = piecesOf(dispatch, box, limits, way);
  if (pieces) return [{ box, pieces }];
  for (const axis of ROW_AXES) {
    const [lo, hi] = box[axis];
    if (hi - lo < 2 || dispatch.spreads.includes(axis)) continue;
    if (!representable(dispatch, box, axis)) continue;
    const step = tileAlong(dispatch, axis);
    const middle = lo + Math.ceil((hi - lo) / 2 / step) * step;
    const cut = middle >= hi ? lo + Math.floor((hi - lo) / 2) : middle;
    const low = split(dispatch, { ...box, [axis]: [lo, cut] }, limits, way);
    if (!low) return undefined;
    const high = split(dispatch, { ...box, [axis]: [cut, hi] }, limits, way);
    return high && [...low, ...high];
  }
  return undefined;
}

/** Kernels know n and c as one index: a window must be one run of it. */
function representable(dispatch: Dispatch, box: Box, axis: RowAxis): boolean {
  const names = namesOf(dispatch);
  const kernelAxis = names[axis];
  if (kernelAxis === 'y' || kernelAxis === 'z') return true;
  const actual = names[kernelAxis === 'c' ? 'n' : 'c'];
  const [lo, hi] = box[actual];
  return kernelAxis === 'c' ? hi - lo === 1 : lo === 0 && hi === dispatch.domain[actual];
}

function tileAlong(dispatch: Dispatch, axis: RowAxis): number {
  const kernelAxis = namesOf(dispatch)[axis];
  return kernelAxis === 'y' || kernelAxis === 'z' ? dispatch.tile[kernelAxis] : 1;
}

/** The pieces of every leaf for a box, or nothing where they exceed a limit. */
function piecesOf(dispatch: Dispatch, box: Box, limits: Limits, way: Way): Piece[][] | undefined {
  const all: Piece[][] = [];
  let bindings = 0;
  for (const [at, leaf] of dispatch.leaves.entries()) {
    const reaches = dispatch.reaches[at] ?? [];
    const written = dispatch.outputs.filter((port) => port.target === at);
    const ranges = written.length
      ? [written.some((port) => port.atomic) ? wholeRange(leaf) : writtenRange(leaf, dispatch.domain, box)]
      : readRanges(leaf, reaches, dispatch.domain, box);
    let pieces = cut(leaf, ranges, limits);
    if (way.apart && written.length === 0 && (!pieces || pieces.length > 1)) {
      const apart = cut(leaf, readRanges(leaf, reaches, dispatch.domain, box, limits.maxStorageBuffers), limits);
      if (apart && apart.length < (pieces?.length ?? Number.POSITIVE_INFINITY)) pieces = apart;
    }
    // a border that wraps reads at both ends: two pieces are the least there
    if (!pieces || pieces.length > Math.max(way.pieces, ranges.length)) return undefined;
    bindings += pieces.length;
    all.push(pieces);
  }
  return bindings + dispatch.tables.length > limits.maxStorageBuffers ? undefined : all;
}

/** Every window of the dispatch changes any of it. */
function wholeRange(leaf: Leaf): Range {
  return addresses(
    leaf,
    ROW_AXES.map((axis): readonly Range[] => [[0, leaf.shape[axis]]]),
  )[0] as Range;
}

function writtenRange(leaf: Leaf, domain: Shape, box: Box): Range {
  const ranges = ROW_AXES.map((axis): readonly Range[] => [
    leaf.shape[axis] === domain[axis] ? box[axis] : [0, leaf.shape[axis]],
  ]);
  return addresses(leaf, ranges)[0] as Range;
}

/** What a box reads of a leaf; up to `apart` positions of the outermost axis as ranges of their own. */
function readRanges(leaf: Leaf, reaches: readonly KernelInput['reach'][], domain: Shape, box: Box, apart = 0): Range[] {
  const found: Range[] = [];
  for (const reach of reaches) {
    const ranges = ROW_AXES.map((axis) => axisRanges(axis, leaf.shape[axis], reach[axis], domain, box));
    found.push(...addresses(leaf, apart ? positionsApart(leaf, ranges, apart) : ranges));
  }
  return merge(found);
}

/** The same ranges with those along the axis whose positions lie furthest apart cut into single positions, if they are few. */
function positionsApart(
  leaf: Leaf,
  ranges: readonly (readonly Range[])[],
  most: number,
): readonly (readonly Range[])[] {
  const length = (along: readonly Range[]): number => along.reduce((sum, [lo, hi]) => sum + hi - lo, 0);
  const distance = (at: number): number => {
    const axis = ROW_AXES[at] as RowAxis;
    return length(ranges[at] ?? []) > 1 && leaf.shape[axis] > 1 ? Math.abs(leaf.strides[axis]) : 0;
  };
  const outermost = [...ROW_AXES.keys()].reduce((best, at) => (distance(at) > distance(best) ? at : best), 0);
  if (length(ranges[outermost] ?? []) > most) return ranges;
  return ranges.map((along, at) =>
    at === outermost
      ? along.flatMap(([lo, hi]) => Array.from({ length: hi - lo }, (_, k): Range => [lo + k, lo + k + 1]))
      : along,
  );
}

/** The positions along one axis of an input that a box of the output reads. */
export function axisRanges(
  axis: RowAxis,
  length: number,
  reach: AxisReach | 'all' | undefined,
  domain: Shape,
  box: Box,
): Range[] {
  if (length === 1) return [[0, 1]];
  if (reach === 'all') return [[0, length]];
  if (!reach) return length === domain[axis] ? [box[axis]] : [[0, length]];
  return reachedRanges(length, reach, reach.from === 'x' ? [0, domain.x] : box[reach.from]);
}

/** The group addresses that positions of a leaf span, one range for each combination of ranges along the axes. */
function addresses(leaf: Leaf, ranges: readonly (readonly Range[])[]): Range[] {
  const row = Math.ceil(leaf.shape.x / 4);
  // nearly always one combination, and a plan of many windows asks thousands of times
  if (ranges.every(({ length }) => length === 1)) {
    const span: [number, number] = [leaf.start, leaf.start + row];
    for (let at = 0; at < ranges.length; at++) {
      const [lo, hi] = steps(leaf, ROW_AXES[at] as RowAxis, (ranges[at] as readonly Range[])[0] as Range);
      span[0] += lo;
      span[1] += hi;
    }
    return [span];
  }
  let spans: Range[] = [[leaf.start, leaf.start + row]];
  ROW_AXES.forEach((axis, at) => {
    const along = (ranges[at] ?? []).map((range) => steps(leaf, axis, range));
    spans = spans.flatMap(([a, b]) => along.map(([lo, hi]): Range => [a + lo, b + hi]));
  });
  return merge(spans);
}

/** The least and the most groups that positions along an axis lie from the first. */
function steps(leaf: Leaf, axis: RowAxis, [lo, hi]: Range): Range {
  const stride = leaf.shape[axis] === 1 ? 0 : leaf.strides[axis];
  return stride < 0 ? [(hi - 1) * stride, lo * stride] : [lo * stride, (hi - 1) * stride];
}

function merge(ranges: Range[]): Range[] {
  if (ranges.length < 2) return ranges;
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [lo, hi] of sorted) {
    const last = merged.at(-1);
    if (last && lo <= last[1]) last[1] = Math.max(last[1], hi);
    else merged.push([lo, hi]);
  }
  return merged;
}

/** Cuts address ranges at buffers and at the largest binding. Undefined where a row does not fit. */
function cut(leaf: Leaf, ranges: readonly Range[], limits: Limits): Piece[] | undefined {
  const bytes = DTYPES[leaf.dtype].bytes * 4;
  const partGroups = Math.max(1, Math.floor(limits.maxBuffer / (leaf.pitch * bytes))) * leaf.pitch;
  const pieces: Piece[] = [];
  for (const [lo, hi] of ranges) {
    let at = lo;
    while (at < hi) {
      const part = Math.floor(at / partGroups);
      const offset = Math.floor(((at - part * partGroups) * bytes) / ALIGNMENT) * ALIGNMENT;
      const start = part * partGroups + offset / bytes;
      const room = Math.floor(limits.maxBinding / bytes);
      let end = Math.min(hi, (part + 1) * partGroups, start + room);
      // a cut inside a buffer stands where the next binding can begin: pieces that are written must not overlap
      if (end < hi && end < (part + 1) * partGroups)
        end = part * partGroups + (Math.floor(((end - part * partGroups) * bytes) / ALIGNMENT) * ALIGNMENT) / bytes;
      if (end <= at || pieces.length > MOST_CUTS) return undefined;
      pieces.push({ part, offset, size: (end - start) * bytes, start });
      at = end;
    }
  }
  return pieces;
}

function refuse(dispatch: Dispatch, limits: Limits): never {
  const sizes = dispatch.leaves.map((leaf) => {
    const { groups, bytesPerGroup } = geometryOf(leaf.shape, leaf.dtype);
    return `${formatShape(leaf.shape)} ${leaf.dtype} (${groups * bytesPerGroup} bytes)`;
  });
  throw new ArgumentError(
    dispatch.label,
    `what one row of a result reads and writes${lineOf(dispatch)} must fit into ${limits.maxStorageBuffers} bindings of ${limits.maxBinding} bytes, each cut at a whole row (${adviceFor(dispatch)})`,
    sizes.join(', '),
  );
}

/** A field that every row changes, and that has not the rows of the volume, is the room that was given to a table. */
function adviceFor({ domain, outputs, leaves }: Dispatch): string {
  const ofTable = outputs.some(({ atomic, target }) => {
    const shape = atomic && target !== undefined ? leaves[target]?.shape : undefined;
    return shape !== undefined && (shape.y !== domain.y || shape.z !== domain.z);
  });
  return ofTable
    ? 'give a table a smaller capacity, or open the engine with a larger maxBinding'
    : 'crop the volume, or store it in a smaller type';
}

/** The most positions along an axis that one row of a result reads, for people. */
function lineOf(dispatch: Dispatch): string {
  const { domain } = dispatch;
  const box: Box = { n: [0, 1], c: [0, 1], z: [0, 1], y: [0, 1] };
  let [most, line] = [1, ''];
  dispatch.leaves.forEach((leaf, at) => {
    for (const reach of dispatch.reaches[at] ?? [])
      for (const axis of ROW_AXES) {
        const ranges = axisRanges(axis, leaf.shape[axis], reach[axis], domain, box);
        const count = ranges.reduce((sum, [lo, hi]) => sum + hi - lo, 0);
        if (count > most) [most, line] = [count, `, ${count} positions along ${axis},`];
      }
  });
  return line;
}
