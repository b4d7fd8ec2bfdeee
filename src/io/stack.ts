/**
 * Files larger than memory: a volume as planes along one axis, read and written a slab at a time. A slab is a volume whose
 * length along that axis is the number of planes and whose other axes are whole.
 */
import { AXES, type Axis, formatShape, ROW_AXES, type RowAxis, type Shape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Description, HostVolume } from '../core/hostVolume.js';

/** Positions [from, to) along each axis but x, whose rows are whole. */
export type RowBox = Readonly<Record<RowAxis, readonly [number, number]>>;

/** A volume that is read in slabs. */
export interface PlaneReader {
  readonly description: Description;
  /** The axis along which planes are counted. */
  readonly axis: Axis;
  /** Planes `from` (included) to `to` (excluded). Throws `ArgumentError` outside the volume, `FormatError` on damaged data. */
  readPlanes(from: number, to: number): Promise<HostVolume>;
  /** Where a part of the planes can be read apart: what is read at once along each axis, and the voxels of a box. Throws as `readPlanes`. */
  readonly boxes?: BoxReader;
}

/** A volume that is read in boxes of rows. */
export interface BoxReader {
  /** Voxels that are read together along the axes where that is more than one. */
  readonly grain: Readonly<Partial<Record<RowAxis, number>>>;
  readBox(box: RowBox): Promise<HostVolume>;
}

/** A volume that is written in slabs, in order. */
export interface PlaneWriter {
  readonly description: Description;
  /** The axis along which planes are counted. */
  readonly axis: Axis;
  /** Appends the planes of a slab. Throws `ArgumentError` when it does not fit the description. */
  writePlanes(slab: HostVolume): Promise<void>;
  /** Completes the file. Throws `ArgumentError` when planes are missing. */
  finish(): Promise<void>;
}

/** The axis that planes are counted along when none is named: z, or n or c where z is one voxel long. */
export function planeAxis(shape: Shape): Axis {
  return (['z', 'n', 'c'] as const).find((axis) => shape[axis] > 1) ?? 'z';
}

/** Throws `ArgumentError` unless `from` to `to` are planes of the volume. */
export function checkPlanes(name: string, { shape }: Description, axis: Axis, from: number, to: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= shape[axis]) return;
  throw new ArgumentError(name, `planes must lie in 0 to ${shape[axis]} along ${axis}`, `${from} to ${to}`);
}

/** Throws `ArgumentError` unless a box lies in the volume and holds a voxel. */
export function checkBox(name: string, { shape }: Description, box: RowBox): void {
  for (const axis of ROW_AXES) {
    const [from, to] = box[axis];
    if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= shape[axis]) continue;
    throw new ArgumentError(name, `a box must lie in 0 to ${shape[axis]} along ${axis}`, `${from} to ${to}`);
  }
}

/** The shape of a box of a volume. */
export function boxShape({ x }: Shape, box: RowBox): Shape {
  const along = (axis: RowAxis): number => box[axis][1] - box[axis][0];
  return { n: along('n'), c: along('c'), z: along('z'), y: along('y'), x };
}

/** Counts the planes written: `take` gives the first plane of a slab that fits, `complete` refuses to leave any out. */
export class PlaneCounter {
  #next = 0;

  constructor(
    readonly name: string,
    readonly description: Description,
    readonly axis: Axis,
  ) {}

  take(slab: HostVolume): number {
    const { name, axis } = this;
    const { shape, dtype } = this.description;
    if (slab.dtype !== dtype) throw new ArgumentError(name, `planes must be ${dtype}`, slab.dtype);
    if (AXES.some((other) => other !== axis && slab.shape[other] !== shape[other]))
      throw new ArgumentError(name, `planes must be whole slabs of ${formatShape(shape)}`, formatShape(slab.shape));
    const first = this.#next;
    const end = first + slab.shape[axis];
    if (end > shape[axis])
      throw new ArgumentError(name, `the length of ${axis} must be at most ${shape[axis]}`, `${end}`);
    this.#next = end;
    return first;
  }

  complete(): void {
    const planes = this.description.shape[this.axis];
    if (this.#next !== planes)
      throw new ArgumentError(this.name, `all ${planes} planes along ${this.axis} must be written`, `${this.#next}`);
  }
}
