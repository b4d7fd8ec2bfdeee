/**
 * Storage buffers, reused by size. The pool hands out whole buffers: a dispatch may not read and write ranges of one.
 * It counts what is in use, keeps the highest mark, and refuses beyond the budget after throwing away what lies idle.
 */
import { OutOfMemoryError } from '../core/errors.js';

const USAGE = 0x80 | 0x4 | 0x8; // STORAGE | COPY_SRC | COPY_DST; the globals are not there before the first adapter

/** What a buffer may be larger than need be, as a share of that. */
const SPARE = 1 / 8;
/** The same of one that lies idle. */
const IDLE_SPARE = 1 / 4;

/** What the pool holds, in bytes. */
export interface PoolReport {
  readonly inUse: number;
  readonly idle: number;
  readonly highest: number;
  readonly buffers: number;
}

interface Idle {
  readonly buffer: GPUBuffer;
  /** The submit after which nothing encoded names it any more. */
  readonly after: number;
}

export class Pool {
  private readonly idle = new Map<number, Idle[]>();
  private readonly used = new Set<GPUBuffer>();
  /** How many buffers there are of each size. */
  private readonly made = new Map<number, number>();
  private inUse = 0;
  private idleBytes = 0;
  private highestUse = 0;
  private highest = 0;
  private submits = 0;
  private destroyed = false;

  constructor(
    private readonly device: GPUDevice,
    private readonly maxBuffer: number,
    readonly budget: number,
  ) {}

  /** A buffer of at least these bytes; its contents are whatever was there. */
  acquire(bytes: number): GPUBuffer {
    const least = Math.max(16, Math.ceil(bytes / 16) * 16);
    if (least > this.maxBuffer)
      throw new OutOfMemoryError(`a buffer of ${least} bytes exceeds the limit of ${this.maxBuffer}`);
    const size = this.sizeFor(least);
    if (this.inUse + size > this.budget)
      throw new OutOfMemoryError(
        `${size} bytes more than the ${this.inUse} in use exceed the budget of ${this.budget} bytes`,
      );
    const buffer = this.idle.get(size)?.pop()?.buffer;
    if (buffer) this.idleBytes -= size;
    else if (this.inUse + this.idleBytes + size > this.budget) this.trim();
    const result = buffer ?? this.create(size);
    this.used.add(result);
    this.inUse += size;
    this.highestUse = Math.max(this.highestUse, this.inUse);
    this.highest = Math.max(this.highest, this.inUse + this.idleBytes);
    return result;
  }

  /**
   * The size of a buffer that is to have room for so many bytes: of those that are there, one that lies idle before one that does not, if none is larger than
   * need be by more than a quarter or an eighth. Volumes that differ by a column or a frame, as a transform and half a spectrum do, take turns so.
   */
  private sizeFor(least: number): number {
    if (this.idle.get(least)?.length) return least;
    let size = least;
    let isIdle = false;
    for (const known of this.made.keys()) {
      const idle = (this.idle.get(known)?.length ?? 0) > 0;
      if (known < least || known > least * (1 + (idle ? IDLE_SPARE : SPARE))) continue;
      if (idle !== isIdle ? idle : size === least || known < size) [size, isIdle] = [known, idle];
    }
    return size <= this.maxBuffer && this.inUse + size <= this.budget ? size : least;
  }

  private create(size: number): GPUBuffer {
    const buffer = this.device.createBuffer({ size, usage: USAGE });
    this.made.set(size, (this.made.get(size) ?? 0) + 1);
    return buffer;
  }

  private destroyBuffer(buffer: GPUBuffer): void {
    const left = (this.made.get(buffer.size) ?? 1) - 1;
    if (left > 0) this.made.set(buffer.size, left);
    else this.made.delete(buffer.size);
    buffer.destroy();
  }

  /** Takes a buffer back. GPU work already encoded on it is done before any later use. */
  release(buffer: GPUBuffer): void {
    if (this.destroyed) return;
    if (!this.used.delete(buffer)) throw new Error('a buffer was released twice');
    this.inUse -= buffer.size;
    this.idleBytes += buffer.size;
    const shelf = this.idle.get(buffer.size);
    const entry = { buffer, after: this.submits };
    if (shelf) shelf.push(entry);
    else this.idle.set(buffer.size, [entry]);
  }

  /** Takes a buffer back that a failed run may have left invalid: nobody gets it again. */
  discard(buffer: GPUBuffer): void {
    if (this.destroyed || !this.used.delete(buffer)) return;
    this.inUse -= buffer.size;
    this.destroyBuffer(buffer);
  }

  /** Tells that all that was encoded is submitted: what lies idle may be destroyed. Keeps idle memory within the highest use. */
  settle(): void {
    this.submits++;
    if (this.idleBytes > this.highestUse) this.trim(this.highestUse);
  }

  /** Destroys idle buffers until at most so many bytes lie idle; those that an open encoder may name stay. Returns the bytes freed. */
  trim(most = 0): number {
    const before = this.idleBytes;
    for (const [size, shelf] of this.idle) {
      const kept = shelf.filter(({ buffer, after }) => {
        if (this.idleBytes <= most || after >= this.submits) return true;
        this.idleBytes -= size;
        this.destroyBuffer(buffer);
        return false;
      });
      if (kept.length) this.idle.set(size, kept);
      else this.idle.delete(size);
    }
    return before - this.idleBytes;
  }

  report(): PoolReport {
    let buffers = this.used.size;
    for (const shelf of this.idle.values()) buffers += shelf.length;
    return { inUse: this.inUse, idle: this.idleBytes, highest: this.highest, buffers };
  }

  destroy(): void {
    this.settle();
    this.trim();
    for (const buffer of this.used) this.destroyBuffer(buffer);
    this.used.clear();
    this.inUse = 0;
    this.destroyed = true;
  }
}
