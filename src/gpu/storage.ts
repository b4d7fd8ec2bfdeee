/**
 * The memory of one volume: rows padded to groups of four elements, cut into buffers at whole rows where one buffer is too
 * small. Positions are counted in groups.
 */
import { AXES, type Axis, formatShape, type Shape } from '../core/axes.js';
import { DTYPES, type DType } from '../core/dtype.js';
import { OutOfMemoryError } from '../core/errors.js';
import type { Pool } from './pool.js';

/** Where rows stand, in groups of four elements. */
export interface Geometry {
  readonly bytesPerGroup: number;
  /** Groups of one row. */
  readonly pitch: number;
  /** Groups from one position to the next, along each axis but x. */
  readonly strides: Readonly<Record<Exclude<Axis, 'x'>, number>>;
  /** Groups of the whole volume. */
  readonly groups: number;
}

/** How a volume of this shape and type lies in memory. */
export function geometryOf(shape: Shape, dtype: DType): Geometry {
  const pitch = Math.ceil(shape.x / 4);
  const y = pitch;
  const z = y * shape.y;
  const c = z * shape.z;
  const n = c * shape.c;
  return { bytesPerGroup: DTYPES[dtype].bytes * 4, pitch, strides: { y, z, c, n }, groups: n * shape.n };
}

/** A run of groups in one buffer: `start` is the first of them in the volume, `offset` the byte of the buffer where it lies. */
export interface Part {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly start: number;
  readonly groups: number;
}

/** What a binding may begin at, on every device. */
const BINDING_ALIGNMENT = 256;

/** A buffer of the pool that several volumes may lie in: the last of them gives it back. */
class Lease {
  constructor(
    private readonly pool: Pool,
    readonly buffer: GPUBuffer,
    private volumes: number,
  ) {}

  release(): void {
    this.volumes--;
    if (this.volumes === 0) this.pool.release(this.buffer);
  }

  /** Nobody gets the buffer again, whoever else lies in it. */
  discard(): void {
    this.volumes = 0;
    this.pool.discard(this.buffer);
  }
}

export class Storage {
  private constructor(
    readonly parts: readonly Part[],
    readonly geometry: Geometry,
    private readonly leases: readonly Lease[],
  ) {}

  /** Memory for a volume; contents are whatever was there. */
  static acquire(pool: Pool, shape: Shape, dtype: DType, maxBuffer: number): Storage {
    const geometry = geometryOf(shape, dtype);
    const rows = geometry.groups / geometry.pitch;
    const rowBytes = geometry.pitch * geometry.bytesPerGroup;
    const rowsPerPart = Math.floor(maxBuffer / rowBytes);
    if (rowsPerPart < 1)
      throw new OutOfMemoryError(
        `a row of ${formatShape(shape)} ${dtype} (${rowBytes} bytes) exceeds the largest buffer (${maxBuffer} bytes)`,
      );
    const parts: Part[] = [];
    try {
      for (let row = 0; row < rows; row += rowsPerPart) {
        const count = Math.min(rowsPerPart, rows - row);
        parts.push({
          buffer: pool.acquire(count * rowBytes),
          offset: 0,
          start: row * geometry.pitch,
          groups: count * geometry.pitch,
        });
      }
    } catch (cause) {
      for (const part of parts) pool.release(part.buffer);
      throw cause;
    }
    return new Storage(
      parts,
      geometry,
      parts.map(({ buffer }) => new Lease(pool, buffer, 1)),
    );
  }

  /**
   * Memory for volumes that begin and end their life together, in one buffer where they fit: both halves of a spectrum are then as large as the image that takes their place.
   * Whoever reads one of them may write none of the others: a dispatch must not bind a buffer as readable and as writable.
   */
  static acquireTogether(
    pool: Pool,
    volumes: readonly { readonly shape: Shape; readonly dtype: DType }[],
    maxBuffer: number,
  ): Storage[] {
    const geometries = volumes.map(({ shape, dtype }) => geometryOf(shape, dtype));
    const offsets: number[] = [];
    let bytes = 0;
    for (const { groups, bytesPerGroup } of geometries) {
      const offset = Math.ceil(bytes / BINDING_ALIGNMENT) * BINDING_ALIGNMENT;
      offsets.push(offset);
      bytes = offset + groups * bytesPerGroup;
    }
    if (bytes > maxBuffer) {
      const made: Storage[] = [];
      try {
        for (const { shape, dtype } of volumes) made.push(Storage.acquire(pool, shape, dtype, maxBuffer));
      } catch (cause) {
        for (const storage of made) storage.release();
        throw cause;
      }
      return made;
    }
    const lease = new Lease(pool, pool.acquire(bytes), volumes.length);
    return geometries.map((geometry, at) => {
      const part = { buffer: lease.buffer, offset: offsets[at] as number, start: 0, groups: geometry.groups };
      return new Storage([part], geometry, [lease]);
    });
  }

  private holders = 1;

  /** Another holder: a run that reads it, a read that is on its way, a second volume over it. Each releases it once. */
  retain(): this {
    this.holders++;
    return this;
  }

  /** The last holder gives the memory back. */
  release(): void {
    this.holders--;
    if (this.holders === 0) for (const lease of this.leases) lease.release();
  }

  /** As `release`, after a failure: buffers that may be invalid are destroyed. */
  discard(): void {
    this.holders--;
    if (this.holders === 0) for (const lease of this.leases) lease.discard();
  }
}

/** All rows of a shape in memory order, as a count. */
export function rowsOf(shape: Shape): number {
  return AXES.reduce((product, axis) => (axis === 'x' ? product : product * shape[axis]), 1);
}
