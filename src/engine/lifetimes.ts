/** How long the volumes of a graph live: each is made by one dispatch and given back after the last that reads it. */
import type { Work } from './dispatch.js';
import type { FlatGraph } from './flatten.js';
import { baseOf, slotKey } from './fuse.js';
import type { Slot } from './leaf.js';

/** The volumes that begin and end their life with a dispatch. */
export interface Lives {
  readonly acquire: readonly Slot[];
  readonly release: readonly Slot[];
}

/** The lives of every dispatch, in their order. Outputs are kept. */
export function lifetimes(graph: FlatGraph, work: readonly Work[]): Lives[] {
  const kept = new Set(graph.outputs.map(slotKey));
  const lastUse = new Map<string, { slot: Slot; step: number }>();
  const made = new Set<string>();
  work.forEach((dispatch, step) => {
    for (const slot of dispatch.writes) {
      made.add(slotKey(slot));
      lastUse.set(slotKey(slot), { slot, step });
    }
    for (const read of dispatch.reads) {
      const { slot } = baseOf(graph, read);
      if (made.has(slotKey(slot))) lastUse.set(slotKey(slot), { slot, step });
    }
  });
  const released = work.map((): Slot[] => []);
  for (const [key, { slot, step }] of lastUse) if (!kept.has(key)) released[step]?.push(slot);
  return work.map((dispatch, step) => ({ acquire: dispatch.writes, release: released[step] ?? [] }));
}
