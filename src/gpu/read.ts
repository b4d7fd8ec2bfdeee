/** Storage to host memory, through a small ring of mappable buffers: while one is copied out, the GPU fills the next. */

import { voxels } from '../core/axes.js';
import { DTYPES, hostArray, itemsPerElement } from '../core/dtype.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import type { Storage } from './storage.js';
import { bytesOf, CHUNK, unpad } from './transfer.js';

const COPY_DST_MAP_READ = 0x8 | 0x1;
const SLOTS = 3;

interface Slot {
  readonly buffer: GPUBuffer;
  busy: Promise<void>;
}

export class ReadRing {
  private slots: Slot[] = [];
  private next = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly awaitWork: <T>(promise: Promise<T>) => Promise<T>,
  ) {}

  /** Reads a whole volume; `into` is reused where its type and length fit. */
  async read(storage: Storage, description: Description, into?: HostVolume['data']): Promise<HostVolume> {
    const { dtype, shape } = description;
    const { pitch, bytesPerGroup } = storage.geometry;
    const fresh = hostArray(dtype, 0);
    const items = voxels(shape) * itemsPerElement(dtype);
    const data =
      into?.length === items && into.constructor === fresh.constructor ? into : hostArray(dtype, voxels(shape));
    const target = bytesOf(data);
    const padded = pitch * bytesPerGroup;
    const rowBytes = shape.x * DTYPES[dtype].bytes;
    const rowsPerChunk = Math.max(1, Math.floor(CHUNK / padded));
    const pending: Promise<void>[] = [];
    for (const part of storage.parts) {
      const rows = part.groups / pitch;
      for (let at = 0; at < rows; at += rowsPerChunk) {
        const count = Math.min(rowsPerChunk, rows - at);
        const first = part.start / pitch + at;
        const copied = this.copy(part.buffer, part.offset + at * padded, count * padded, (bytes) =>
          unpad(bytes, first, shape, rowBytes, padded, target),
        );
        // the first failure is awaited below; the others must not end the process
        copied.catch(() => undefined);
        pending.push(copied);
        if (pending.length >= SLOTS) await pending[pending.length - SLOTS];
      }
    }
    await Promise.all(pending);
    return new HostVolume({ ...description, data });
  }

  /** Copies a range of one buffer and hands its bytes to `use`. */
  async copy(from: GPUBuffer, offset: number, size: number, use: (bytes: Uint8Array) => void): Promise<void> {
    const slot = this.slot(size);
    const turn = slot.busy.then(async () => {
      const encoder = this.device.createCommandEncoder();
      encoder.copyBufferToBuffer(from, offset, slot.buffer, 0, size);
      this.device.queue.submit([encoder.finish()]);
      await this.awaitWork(slot.buffer.mapAsync(GPUMapMode.READ, 0, size));
      try {
        use(new Uint8Array(slot.buffer.getMappedRange(0, size)));
      } finally {
        slot.buffer.unmap();
      }
    });
    slot.busy = turn.catch(() => undefined);
    return turn;
  }

  private slot(size: number): Slot {
    const at = this.next;
    this.next = (at + 1) % SLOTS;
    const present = this.slots[at];
    if (present && present.buffer.size >= size) return present;
    const buffer = this.device.createBuffer({ size: Math.max(size, 65536), usage: COPY_DST_MAP_READ });
    const slot: Slot = {
      buffer,
      busy: present ? present.busy.then(() => present.buffer.destroy()) : Promise.resolve(),
    };
    this.slots[at] = slot;
    return slot;
  }
}
