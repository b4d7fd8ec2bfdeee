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

/** A run of groups in one buffer. */
export interface Part {
  readonly buffer: GPUBuffer;
  readonly start: number;
  readonly groups: number;
}

export class Storage {
  private constructor(
    readonly parts: readonly Part[],
    readonly geometry: Geometry,
    private readonly pool: Pool,
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
          start: row * geometry.pitch,
          groups: count * geometry.pitch,
        });
      }
    } catch (cause) {
      for (const part of parts) pool.release(part.buffer);
      throw cause;
    }
    return new Storage(parts, geometry, pool);
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
    if (this.holders === 0) for (const part of this.parts) this.pool.release(part.buffer);
  }

  /** As `release`, after a failure: buffers that may be invalid are destroyed. */
  discard(): void {
    this.holders--;
    if (this.holders === 0) for (const part of this.parts) this.pool.discard(part.buffer);
  }
}

/** All rows of a shape in memory order, as a count. */
export function rowsOf(shape: Shape): number {
  return AXES.reduce((product, axis) => (axis === 'x' ? product : product * shape[axis]), 1);
}
