/** Timestamps: one pair a compute pass, in nanoseconds in Node (a browser rounds them to 100 µs). */
import { patiently } from './patience.js';

/** The time of one dispatch on the GPU's clock. */
export interface Timing {
  readonly label: string;
  readonly nanoseconds: number;
}

const CAPACITY = 4096;

export class Timer {
  private readonly set: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private readonly labels: string[] = [];

  constructor(
    private readonly device: GPUDevice,
    private readonly software: boolean,
  ) {
    this.set = device.createQuerySet({ type: 'timestamp', count: CAPACITY });
    this.resolved = device.createBuffer({
      size: CAPACITY * 8,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
  }

  /** The descriptor of the next pass; passes beyond the capacity are not timed. */
  pass(label: string): GPUComputePassDescriptor {
    const at = this.labels.length * 2;
    if (at + 2 > CAPACITY) return {};
    this.labels.push(label);
    return { timestampWrites: { querySet: this.set, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 } };
  }

  /** The descriptors of passes that are timed as one, from the beginning of the first to the end of the last. */
  span(label: string): () => GPUComputePassDescriptor {
    const { timestampWrites } = this.pass(label);
    let begun = false;
    return () => {
      if (!timestampWrites) return {};
      const { querySet, beginningOfPassWriteIndex, endOfPassWriteIndex } = timestampWrites;
      const first = !begun;
      begun = true;
      return {
        timestampWrites: {
          querySet,
          ...(first && beginningOfPassWriteIndex !== undefined && { beginningOfPassWriteIndex }),
          ...(endOfPassWriteIndex !== undefined && { endOfPassWriteIndex }),
        },
      };
    };
  }

  /** The timings, in the order of the passes; the timer cannot be used again. */
  async read(): Promise<Timing[]> {
    const size = this.labels.length * 16;
    if (size === 0) {
      this.dispose();
      return [];
    }
    const buffer = this.device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.device.createCommandEncoder();
    encoder.resolveQuerySet(this.set, 0, this.labels.length * 2, this.resolved, 0);
    encoder.copyBufferToBuffer(this.resolved, 0, buffer, 0, size);
    this.device.queue.submit([encoder.finish()]);
    await patiently(this.software, buffer.mapAsync(GPUMapMode.READ));
    const stamps = new BigUint64Array(buffer.getMappedRange().slice(0));
    buffer.destroy();
    this.dispose();
    return this.labels.map((label, at) => ({
      label,
      nanoseconds: Number((stamps[2 * at + 1] ?? 0n) - (stamps[2 * at] ?? 0n)),
    }));
  }

  /** Gives the queries back, read or not. */
  dispose(): void {
    this.set.destroy();
    this.resolved.destroy();
  }
}
