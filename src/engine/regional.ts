/**
 * Outputs by parts: any box of them, from the regions of their sources that it takes. What is cut is never on the device whole, and every
 * voxel has the bits that it has where everything is computed at once.
 */
import { type Shape, voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import type { HostVolume } from '../core/hostVolume.js';
import type { Limits } from '../gpu/context.js';
import { geometryOf } from '../gpu/storage.js';
import type { KernelCall, Node, Source } from '../graph/node.js';
import { type Box, shapeIn, wholeOf } from './box.js';
import { fittingWork } from './fitting.js';
import type { FlatGraph } from './flatten.js';
import { slotKey } from './fuse.js';
import type { Slot } from './leaf.js';
import { type Lives, lifetimes } from './lifetimes.js';
import type { PlanOptions } from './plan.js';
import { regionsOf } from './regions.js';

/** What a box of the outputs takes. */
export interface Needs {
  /** What is read of each source that is cut. */
  readonly sources: ReadonlyMap<Source, Box>;
  /** What is made of each output, the box asked for in it. */
  readonly outputs: readonly Box[];
  /** Bytes in the host's memory of what is read, and of what comes back. */
  readonly bytesRead: number;
  readonly bytesMade: number;
  /** The most bytes that lie on the device, with what was freed there and is kept for volumes of the same size: never more than as much again. */
  readonly bytesOnDevice: number;
}

/** A graph whose outputs can be computed by parts; engines make it. */
export class Regional {
  private lives: readonly Lives[] | undefined;

  constructor(
    /** The outputs as they were asked for. */
    readonly nodes: readonly Node[],
    readonly graph: FlatGraph,
    private readonly cut: ReadonlySet<object>,
    private readonly limits: Limits,
    private readonly options: PlanOptions,
  ) {}

  /** The shape of which boxes are asked for: of a field that is a sum, that of what it sums over. */
  get shape(): Shape {
    return this.summed?.domain ?? (this.nodes[0] as Node).shape;
  }

  /** The kernel whose fields are sums, where the only output is one: boxes are parts of what it walks then, and what they make is added up. */
  get summed(): KernelCall | undefined {
    const call = this.graph.items[this.graph.outputs[0]?.item ?? -1]?.call;
    return call?.kind === 'kernel' && call.sums && this.nodes.length === 1 ? call : undefined;
  }

  /** The graph with the regions for a box of each output; outputs without one are made whole. */
  within(wanted: readonly Box[]): FlatGraph {
    const isCut = ({ source }: { readonly source: object }): boolean => this.cut.has(source);
    const [part] = wanted;
    if (!this.summed || !part) return { ...this.graph, regions: regionsOf(this.graph, wanted, isCut) };
    const parts = new Map([[this.graph.outputs[0]?.item ?? -1, part]]);
    return { ...this.graph, regions: regionsOf(this.graph, [], isCut, parts) };
  }

  /** What boxes of the outputs take. Throws `ArgumentError` where a kernel has too many volumes to read. */
  needs(wanted: readonly Box[]): Needs {
    const graph = this.within(wanted);
    const held = ({ item, output }: Slot) => {
      const { shape, dtype } = graph.items[item]?.outputs[output] as Node;
      const box = graph.regions?.slots.get(slotKey({ item, output })) ?? wholeOf(shape);
      const part = shapeIn(shape, box);
      const { groups, bytesPerGroup } = geometryOf(part, dtype);
      return { box, onHost: voxels(part) * DTYPES[dtype].bytes, onDevice: groups * bytesPerGroup };
    };
    const sources = new Map<Source, Box>();
    let [bytesRead, live] = [0, 0];
    for (const [item, { call }] of graph.items.entries()) {
      if (call.kind !== 'source') continue;
      const { box, onHost, onDevice } = held({ item, output: 0 });
      live += onDevice;
      if (!this.cut.has(call.source)) continue;
      sources.set(call.source as Source, box);
      bytesRead += onHost;
    }
    // the order of the work, and with it what lives when, is that of the first box that was asked about
    this.lives ??= lifetimes(graph, fittingWork(graph, this.limits, this.options));
    let [most, all] = [live, live];
    for (const { acquire, release } of this.lives) {
      for (const slot of acquire.flat()) {
        live += held(slot).onDevice;
        all += held(slot).onDevice;
      }
      most = Math.max(most, live);
      for (const slot of release) live -= held(slot).onDevice;
    }
    const outputs = graph.outputs.map(held);
    const bytesMade = outputs.reduce((sum, { onHost }) => sum + onHost, 0);
    return {
      sources,
      outputs: outputs.map(({ box }) => box),
      bytesRead,
      bytesMade,
      bytesOnDevice: Math.min(all, 2 * most),
    };
  }
}

/** The voxels of the sources that are cut, by source: as large as `Needs.sources` says. */
export type Regionally = ReadonlyMap<Source, HostVolume>;
