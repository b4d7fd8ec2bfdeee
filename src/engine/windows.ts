/**
 * Windows: no storage binding holds a volume of any size, so a dispatch is split along the outermost axis longer than one
 * until what each part reads and writes fits. Where splitting is not enough (a line along the outermost axis), a range is
 * bound in several pieces and the access module chooses among them.
 */
import { formatShape, type Shape } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import type { Limits } from '../gpu/context.js';
import { geometryOf } from '../gpu/storage.js';
import type { AxisReach, KernelInput } from '../graph/node.js';
import type { Dispatch } from './dispatch.js';
import { type Leaf, ROW_AXES, type RowAxis } from './leaf.js';
import { type Range, reachedRanges } from './ranges.js';

/** Positions [lo, hi) along each axis but x, of the dispatch's domain. */
export type Box = Readonly<Record<RowAxis, readonly [number, number]>>;

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
const CHEAP_PIECES = 4;
const MOST_CUTS = 64;

/** The windows of a dispatch. Throws `ArgumentError` with the sizes where none fit. */
export function windowsOf(dispatch: Dispatch, limits: Limits): Window[] {
  const { domain } = dispatch;
  const whole: Box = { n: [0, domain.n], c: [0, domain.c], z: [0, domain.z], y: [0, domain.y] };
  for (const pieces of [1, CHEAP_PIECES, limits.maxStorageBuffers]) {
    const windows = split(dispatch, whole, limits, pieces);
    if (windows) return windows;
  }
  return refuse(dispatch, limits);
}

function split(dispatch: Dispatch, box: Box, limits: Limits, mostPieces: number): Window[] | undefined {
  const pieces = piecesOf(dispatch, box, limits, mostPieces);
  if (pieces) return [{ box, pieces }];
  for (const axis of ROW_AXES) {
    const [lo, hi] = box[axis];
    if (hi - lo < 2) continue;
    if (!representable(dispatch, box, axis)) continue;
    const step = tileAlong(dispatch, axis);
    const middle = lo + Math.ceil((hi - lo) / 2 / step) * step;
    const cut = middle >= hi ? lo + Math.floor((hi - lo) / 2) : middle;
    const low = split(dispatch, { ...box, [axis]: [lo, cut] }, limits, mostPieces);
    if (!low) return undefined;
    const high = split(dispatch, { ...box, [axis]: [cut, hi] }, limits, mostPieces);
    return high && [...low, ...high];
  }
  return undefined;
}

/** Kernels know n and c as one index: a window must be one run of it. */
function representable(dispatch: Dispatch, box: Box, axis: RowAxis): boolean {
  const kernelAxis = axis === dispatch.along ? 'y' : axis === 'y' ? dispatch.along : axis;
  if (kernelAxis === 'y' || kernelAxis === 'z') return true;
  const other = kernelAxis === 'c' ? 'n' : 'c';
  const actual = other === dispatch.along ? 'y' : other;
  const [lo, hi] = box[actual];
  return kernelAxis === 'c' ? hi - lo === 1 : lo === 0 && hi === dispatch.domain[actual];
}

function tileAlong(dispatch: Dispatch, axis: RowAxis): number {
  const kernelAxis = axis === dispatch.along ? 'y' : axis === 'y' ? dispatch.along : axis;
  return kernelAxis === 'y' || kernelAxis === 'z' ? dispatch.tile[kernelAxis] : 1;
}

/** The pieces of every leaf for a box, or nothing where they exceed a limit. */
function piecesOf(dispatch: Dispatch, box: Box, limits: Limits, mostPieces: number): Piece[][] | undefined {
  const all: Piece[][] = [];
  const written = new Set(dispatch.outputs.map((port) => port.target));
  let bindings = 0;
  for (const [at, leaf] of dispatch.leaves.entries()) {
    const ranges = written.has(at)
      ? [writtenRange(leaf, dispatch.domain, box)]
      : readRanges(leaf, dispatch.reaches[at] ?? [], dispatch.domain, box);
    // a border that wraps reads at both ends: two pieces are the least there
    const pieces = cut(leaf, ranges, limits);
    if (!pieces || pieces.length > Math.max(mostPieces, ranges.length)) return undefined;
    bindings += pieces.length;
    all.push(pieces);
  }
  return bindings + dispatch.tables.length > limits.maxStorageBuffers ? undefined : all;
}

function writtenRange(leaf: Leaf, domain: Shape, box: Box): Range {
  const ranges = ROW_AXES.map((axis): readonly Range[] => [
    leaf.shape[axis] === domain[axis] ? box[axis] : [0, leaf.shape[axis]],
  ]);
  return addresses(leaf, ranges)[0] as Range;
}

function readRanges(leaf: Leaf, reaches: readonly KernelInput['reach'][], domain: Shape, box: Box): Range[] {
  const found: Range[] = [];
  for (const reach of reaches) {
    const ranges = ROW_AXES.map((axis) => axisRanges(axis, leaf.shape[axis], reach[axis], domain, box));
    found.push(...addresses(leaf, ranges));
  }
  return merge(found);
}

/** The positions along one axis of an input that a box of the output reads. */
function axisRanges(
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
  let spans: Range[] = [[leaf.start, leaf.start]];
  ROW_AXES.forEach((axis, at) => {
    const stride = leaf.shape[axis] === 1 ? 0 : leaf.strides[axis];
    const steps = (ranges[at] ?? []).map(
      ([lo, hi]): Range => (stride < 0 ? [(hi - 1) * stride, lo * stride] : [lo * stride, (hi - 1) * stride]),
    );
    spans = spans.flatMap(([a, b]) => steps.map(([lo, hi]): Range => [a + lo, b + hi]));
  });
  const row = Math.ceil(leaf.shape.x / 4);
  return merge(spans.map(([a, b]): Range => [a, b + row]));
}

function merge(ranges: readonly Range[]): Range[] {
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
    `what one step reads and writes at once must fit into ${limits.maxStorageBuffers} bindings of ${limits.maxBinding} bytes, each cut at a whole row`,
    sizes.join(', '),
  );
}
