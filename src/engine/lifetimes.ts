/** How long the volumes of a graph live: each is made by one dispatch and given back after the last that reads it. */
import type { Work } from './dispatch.js';
import type { FlatGraph } from './flatten.js';
import { baseOf, slotKey } from './fuse.js';
import type { Slot } from './leaf.js';

/** The volumes that begin and end their life with a dispatch. Those of a group begin with one dispatch and end with another, all of them: they may lie in one buffer. */
export interface Lives {
  readonly acquire: readonly (readonly Slot[])[];
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
  const endOf = (slot: Slot): Work | undefined =>
    kept.has(slotKey(slot)) ? undefined : work[lastUse.get(slotKey(slot))?.step ?? -1];
  return work.map((dispatch, step) => ({
    acquire: together(dispatch, endOf),
    release: released[step] ?? [],
  }));
}

/**
 * What a dispatch writes, in groups that end with the same dispatch. What a loop ends stays apart, since a loop may go on in it and write one beside reading another; so does what begins as zeros, whose buffers are cleared whole.
 */
function together(maker: Work, endOf: (slot: Slot) => Work | undefined): Slot[][] {
  const apart = maker.kind === 'loop' || maker.outputs.some(({ atomic }) => atomic);
  const groups = new Map<Work | Slot, Slot[]>();
  for (const slot of maker.writes) {
    const end = endOf(slot);
    const key = !apart && end?.kind === 'dispatch' ? end : slot;
    groups.set(key, [...(groups.get(key) ?? []), slot]);
  }
  return [...groups.values()];
}
