/** The sources of graphs on the device: uploaded once, kept for the next run, freed when the program lets them go or memory is short. */
import { formatShape, sameShape } from '../core/axes.js';
import { ArgumentError, DeviceLostError } from '../core/errors.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import type { Context } from '../gpu/context.js';
import { Storage } from '../gpu/storage.js';
import { uploads } from '../gpu/transfer.js';
import type { Resident, Source } from '../graph/node.js';
import type { FlatGraph } from './flatten.js';
import { Volume } from './volume.js';

/** The memory of sources that a run brought with it, or holds. */
export type Pinned = ReadonlyMap<object, Storage>;

export class Sources {
  private readonly uploads = new WeakMap<object, Volume>();
  private readonly resident = new Set<Volume>();
  /** Frees the device copy of a source that the program has let go. */
  private readonly orphans = new FinalizationRegistry<Volume>((volume) => this.drop(volume));

  constructor(private readonly context: Context) {}

  /** The memory of a host volume's copy. */
  async storeOf(volume: HostVolume): Promise<Storage> {
    const { context } = this;
    let made: Storage | undefined;
    try {
      const [storage, later] = await context.guarded(() => {
        context.pool.settle();
        made = Storage.acquire(context.pool, volume.shape, volume.dtype, context.limits.maxBuffer);
        const [first, ...others] = uploads(context.device.queue, volume, made);
        first?.();
        return [made, others] as const;
      });
      // what is awaited comes as a task of its own: a page has its turn between two parts
      for (const part of later) await context.guarded(part);
      return storage;
    } catch (cause) {
      made?.discard();
      throw cause;
    }
  }

  /** Frees the device copy of a source. */
  forget(from: HostVolume | Source): void {
    const volume = this.uploads.get(from);
    if (volume) this.drop(volume);
    this.uploads.delete(from);
  }

  /** Frees uploaded sources that a graph does not read, and what lies idle; whether that was anything. */
  makeRoom(graph: FlatGraph): boolean {
    const needed = new Set<unknown>(
      graph.items.map(({ call }) => (call.kind === 'source' ? this.uploads.get(call.source) : undefined)),
    );
    for (const volume of [...this.resident]) if (!needed.has(volume)) this.drop(volume);
    this.context.pool.settle();
    return this.context.pool.trim() > 0;
  }

  /** Holds the volumes that a graph reads from the moment it is run, whatever their owner does while it waits. */
  pin(graph: FlatGraph): Pinned {
    const volumes = graph.items.flatMap(({ call }) =>
      call.kind === 'source' && call.source instanceof Volume && call.source.context === this.context
        ? [call.source]
        : [],
    );
    const found = volumes.map((volume) => [volume, volume.storage] as const);
    for (const [, storage] of found) storage.retain();
    return new Map(found);
  }

  /** Works with the storage of every source of a graph, uploaded where it is not there yet and held meanwhile. */
  async held<T>(
    graph: FlatGraph,
    pinned: Pinned,
    work: (sources: ReadonlyMap<string, Storage>) => Promise<T>,
  ): Promise<T> {
    const found = new Map<string, Storage>();
    try {
      for (const [at, { call }] of graph.items.entries())
        if (call.kind === 'source')
          found.set(`${at}.0`, (pinned.get(call.source) ?? (await this.locate(call.source))).retain());
      return await work(found);
    } finally {
      for (const storage of found.values()) storage.release();
    }
  }

  private async locate(from: Source | Resident | Description): Promise<Storage> {
    if (from instanceof Volume) {
      if (from.context === this.context) return from.storage;
      throw new DeviceLostError(
        `the volume ${from} lives on another device, and nothing tells how to compute it again`,
      );
    }
    if (!('read' in from)) throw new DeviceLostError('a placeholder was run without its data');
    const present = this.uploads.get(from);
    if (present && !present.disposed) return present.storage;
    const host = await from.read();
    if (!sameShape(host.shape, from.shape) || host.dtype !== from.dtype)
      throw new ArgumentError(
        'name' in from && from.name ? from.name : 'source',
        `it must read as described, ${formatShape(from.shape)} ${from.dtype}`,
        `${formatShape(host.shape)} ${host.dtype}`,
      );
    const volume = new Volume(this.context, await this.storeOf(host), host, undefined);
    this.uploads.set(from, volume);
    this.resident.add(volume);
    this.orphans.register(from, volume);
    return volume.storage;
  }

  private drop(volume: Volume): void {
    this.resident.delete(volume);
    volume.dispose();
  }
}
