/**
 * Storage buffers, reused by exact size. The pool hands out whole buffers: a dispatch may not read and write ranges of one.
 * It counts what is in use, keeps the highest mark, and refuses beyond the budget after throwing away what lies idle.
 */
import { OutOfMemoryError } from '../core/errors.js';

const USAGE = 0x80 | 0x4 | 0x8; // STORAGE | COPY_SRC | COPY_DST; the globals are not there before the first adapter

/** What the pool holds, in bytes. */
export interface PoolReport {
  readonly inUse: number;
  readonly idle: number;
  readonly highest: number;
  readonly buffers: number;
}

export class Pool {
  private readonly idle = new Map<number, GPUBuffer[]>();
  private readonly used = new Set<GPUBuffer>();
  private inUse = 0;
  private idleBytes = 0;
  private highest = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly maxBuffer: number,
    readonly budget: number,
  ) {}

  /** A buffer of at least these bytes, rounded up to 16; its contents are whatever was there. */
  acquire(bytes: number): GPUBuffer {
    const size = Math.max(16, Math.ceil(bytes / 16) * 16);
    if (size > this.maxBuffer)
      throw new OutOfMemoryError(`a buffer of ${size} bytes exceeds the limit of ${this.maxBuffer}`);
    const buffer = this.idle.get(size)?.pop();
    if (buffer) this.idleBytes -= size;
    else if (this.inUse + this.idleBytes + size > this.budget) this.trim();
    if (this.inUse + size > this.budget)
      throw new OutOfMemoryError(
        `${size} bytes more than the ${this.inUse} in use exceed the budget of ${this.budget} bytes`,
      );
    const result = buffer ?? this.device.createBuffer({ size, usage: USAGE });
    this.used.add(result);
    this.inUse += size;
    this.highest = Math.max(this.highest, this.inUse + this.idleBytes);
    return result;
  }

  /** Takes a buffer back. GPU work already submitted on it is done before any later use. */
  release(buffer: GPUBuffer): void {
    if (!this.used.delete(buffer)) throw new Error('a buffer was released twice');
    this.inUse -= buffer.size;
    this.idleBytes += buffer.size;
    const shelf = this.idle.get(buffer.size);
    if (shelf) shelf.push(buffer);
    else this.idle.set(buffer.size, [buffer]);
  }

  /** Destroys all idle buffers. */
  trim(): void {
    for (const shelf of this.idle.values()) for (const buffer of shelf) buffer.destroy();
    this.idle.clear();
    this.idleBytes = 0;
  }

  report(): PoolReport {
    let buffers = this.used.size;
    for (const shelf of this.idle.values()) buffers += shelf.length;
    return { inUse: this.inUse, idle: this.idleBytes, highest: this.highest, buffers };
  }

  destroy(): void {
    this.trim();
    for (const buffer of this.used) buffer.destroy();
    this.used.clear();
    this.inUse = 0;
  }
}
