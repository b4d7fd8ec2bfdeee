/**
 * Interior and edges: the border of a neighbourhood is looked up only near the ends of the volume, but a processor pays for
 * that text at every voxel. So a large dispatch is issued in parts: the interior by the kernel's form without a border, then
 * a slab along each end of each axis that the kernel looks along. The bits are the same. lavapipe 26.1, CPU time: correlate
 * 3 x 3 x 3 at 128³ 57 -> 22 ms, 3 x 3 at 2048² 15 -> 10.5 ms; sobel at 128³ 19.3 -> 14.7 ms; at 2^20 voxels nothing is gained.
 */
import { AXES, type Axis } from '../core/axes.js';
import type { AxisReach } from '../graph/node.js';
import type { Box } from './box.js';
import { wholeOf } from './box.js';
import type { Dispatch } from './dispatch.js';
import { asKernelSees, ROW_AXES } from './leaf.js';
import type { Range } from './ranges.js';

/** Voxels of a volume whose interior is worth a dispatch of its own, and the share of them that it must have. */
const LARGE = 1 << 21;
const WORTH = 3 / 4;

/** When the interior is issued apart: where it is worth it; wherever there is one, or never, for tests and for measuring. */
export type Apart = 'large' | 'always' | 'never';

export interface Part {
  /** The dispatch in the form that this part takes. */
  readonly dispatch: Dispatch;
  readonly box: Box;
  /** Voxels of a row that it walks. */
  readonly x: Range;
  /** Voxels that the widths of workgroups are made for: both ends of a row share a pipeline. */
  readonly width: number;
}

/** A box with x: voxels [lo, hi) along every axis. */
type Region = Readonly<Record<Axis, Range>>;

/** The parts of a dispatch: itself, or its interior and edges. */
export function partsOf(dispatch: Dispatch, apart: Apart = 'large'): Part[] {
  const { domain, interior, region } = dispatch;
  const whole: Region = { ...(region ?? wholeOf(domain)), x: [0, domain.x] };
  const ends = interior && apart !== 'never' ? endsOf(dispatch) : undefined;
  if (!interior || !ends) return [partOf(dispatch, whole)];
  const edges: Region[] = [];
  let inner = whole;
  for (const axis of [...ROW_AXES, 'x'] as const) {
    const reached = ends[axis];
    if (!reached) continue;
    const [first, last] = whole[axis];
    const range = [Math.max(first, reached[0]), Math.min(last, reached[1])] as const;
    // a region at an end of the volume may be all edge
    if (range[1] <= range[0]) return [partOf(dispatch, whole)];
    for (const end of [
      [first, range[0]],
      [range[1], last],
    ] as const)
      if (end[0] < end[1]) edges.push({ ...inner, [axis]: end });
    inner = { ...inner, [axis]: range };
  }
  if (apart === 'large' && !isWorthIt(whole, inner)) return [partOf(dispatch, whole)];
  const narrow = Math.max(...edges.map(({ x }) => x[1] - x[0]).filter((length) => length < inner.x[1] - inner.x[0]));
  return [partOf({ ...dispatch, ...interior }, inner), ...edges.map((edge) => partOf(dispatch, edge, narrow))];
}

function isWorthIt(whole: Region, inner: Region): boolean {
  const voxels = voxelsOf(whole);
  return voxels >= LARGE && voxelsOf(inner) > WORTH * voxels;
}

function voxelsOf(region: Region): number {
  return AXES.reduce((product, axis) => product * (region[axis][1] - region[axis][0]), 1);
}

function partOf(dispatch: Dispatch, region: Region, narrow = 0): Part {
  const { x, ...box } = region;
  return { dispatch, box, x, width: Math.max(narrow, x[1] - x[0]) };
}

/** Where the interior begins and ends along the axes that the kernel looks along; nothing where it has none. */
function endsOf(dispatch: Dispatch): Partial<Record<Axis, Range>> | undefined {
  const { domain, leaves, reaches } = dispatch;
  const ends: Partial<Record<Axis, Range>> = {};
  for (const [at, list] of reaches.entries())
    for (const reach of list)
      for (const [name, along] of Object.entries(reach)) {
        const axis = name as Axis;
        const length = leaves[at]?.shape[axis];
        // what is read in other steps, and never past its ends, has no border
        if (along !== 'all' && along.clamps && along.scale !== 1) continue;
        if (along === 'all' || !isWindow(axis, along) || (length !== 1 && length !== domain[axis])) return undefined;
        const [lo, hi] = ends[axis] ?? [0, domain[axis]];
        ends[axis] = [
          Math.max(lo, along.before - along.offset),
          Math.min(hi, domain[axis] - along.after - along.offset),
        ];
      }
  for (const [name, [lo, hi]] of Object.entries(ends)) {
    const axis = name as Axis;
    const step = stepOf(dispatch, axis);
    if (step === undefined) return undefined;
    const begin = Math.ceil(lo / step) * step;
    const end = begin + Math.floor((hi - begin) / step) * step;
    if (end <= begin) return undefined;
    ends[axis] = [begin, end];
  }
  return Object.keys(ends).length > 0 ? ends : undefined;
}

/** A kernel that reads so many voxels to either side of its own position. */
function isWindow(axis: Axis, { from, scale, offset }: AxisReach): boolean {
  return from === axis && scale === 1 && Number.isInteger(offset);
}

/** What the lengths of the parts are multiples of, so that none makes voxels of another; nothing for axes that are batches. */
function stepOf(dispatch: Dispatch, axis: Axis): number | undefined {
  const { tile, interior } = dispatch;
  if (axis === 'x') return 4 * commonMultiple(tile.x4, interior?.tile.x4 ?? tile.x4);
  const numbers = { n: 0, c: 1, z: 2, y: 3 };
  const seen = asKernelSees(dispatch, numbers);
  if (seen.y === numbers[axis]) return commonMultiple(tile.y, interior?.tile.y ?? tile.y);
  if (seen.z === numbers[axis]) return commonMultiple(tile.z, interior?.tile.z ?? tile.z);
  return undefined;
}

function commonMultiple(a: number, b: number): number {
  for (let multiple = a; ; multiple += a) if (multiple % b === 0) return multiple;
}
