/** What a graph's dispatches come to on a device: fused as far as its storage bindings go, and refused where no device has room. */
import { AXES, formatShape } from '../core/axes.js';
import { ArgumentError, OutOfMemoryError } from '../core/errors.js';
import type { Limits } from '../gpu/context.js';
import { geometryOf } from '../gpu/storage.js';
import { shapeIn } from './box.js';
import { type Dispatch, type Work, workOf } from './dispatch.js';
import type { FlatGraph } from './flatten.js';
import { baseOf, type Fusion, fuse, slotKey, storedReads } from './fuse.js';
import { type Base, type Profile, profileOf } from './profile.js';
import { notAbsorbed } from './regions.js';
import { fits } from './windows.js';

/** Positions are counted in groups of four as u32, and along an axis as i32. */
const MOST_GROUPS = 2 ** 32 - 1;
const MOST_ALONG = 2 ** 31 - 2 ** 16;

/** Refuses volumes that no device could hold, before anything is planned for them. */
export function checkSizes(graph: FlatGraph, limits: Limits): void {
  for (const [item, { call, label, outputs }] of graph.items.entries()) {
    if (call.kind === 'view') continue;
    for (const [output, { shape, dtype }] of outputs.entries()) {
      const held = shapeIn(shape, graph.regions?.slots.get(slotKey({ item, output })));
      const { groups, bytesPerGroup } = geometryOf(held, dtype);
      const what = `${formatShape(shape)} ${dtype}`;
      if (groups > MOST_GROUPS || AXES.some((axis) => shape[axis] > MOST_ALONG))
        throw new ArgumentError(
          label,
          `a volume must have at most ${4 * MOST_GROUPS} voxels, ${MOST_ALONG} along an axis`,
          what,
        );
      const bytes = groups * bytesPerGroup;
      if (bytes > limits.budget)
        throw new OutOfMemoryError(`${label}: ${what} needs ${bytes} bytes, more than the budget of ${limits.budget}`);
    }
  }
}

/**
 * Fuses, and takes back what would need more or longer storage bindings than a kernel may have: in each round from every
 * dispatch that has too much, so that there are as many rounds as the worst of them needs.
 */
export function fittingWork(
  graph: FlatGraph,
  limits: Limits,
  options: { readonly fusion: boolean; readonly profile: Base | Profile },
): Work[] {
  const mustStore = new Set<number>();
  const apart = graph.regions ? notAbsorbed(graph) : new Set<number>();
  for (;;) {
    const fusion = fuse(graph, options.fusion, mustStore, apart);
    const work = workOf(graph, fusion, profileOf(options.profile), limits.maxBinding);
    const before = mustStore.size + apart.size;
    for (const dispatch of work) {
      if (dispatch.kind !== 'dispatch') continue;
      const many = tooMany(dispatch, limits);
      if (!many && fits(dispatch, limits)) continue;
      // one volume read otherwise may fit where it did not: as it was, not through a view, or in a smaller type
      const culprit = largestInlined(graph, fusion, dispatch, many ? 2 : 1);
      const absorbed = dispatch.writes.find((slot) => fusion.absorbedBy.has(slot.item));
      if (culprit !== undefined) mustStore.add(culprit);
      else if (absorbed) apart.add(absorbed.item);
      // what does not fit by itself is refused with its sizes when its windows are made
      else if (many)
        throw new ArgumentError(
          dispatch.label,
          `it must read and write at most ${limits.maxStorageBuffers} volumes`,
          `${dispatch.leaves.length}`,
        );
    }
    if (mustStore.size + apart.size === before) return work;
  }
}

function tooMany({ leaves, tables }: Dispatch, { maxStorageBuffers }: Limits): boolean {
  return leaves.length + tables.length > maxStorageBuffers;
}

/** The inlined item under a dispatch that brings the most volumes with it, and so many at least. */
function largestInlined(graph: FlatGraph, fusion: Fusion, dispatch: Dispatch, least: number): number | undefined {
  const items = new Set(dispatch.values.map((ref) => ref.item));
  const stack = [dispatch.item, ...dispatch.writes.map((slot) => slot.item)];
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const slot of graph.items[at]?.inputs ?? []) {
      const { item } = baseOf(graph, slot).slot;
      if (fusion.inlined.has(item) && !items.has(item)) {
        items.add(item);
        stack.push(item);
      }
    }
  const sized = [...items]
    .filter((item) => fusion.inlined.has(item))
    .map((item) => ({ item, reads: new Set(storedReads(graph, item, fusion.inlined).map(slotKey)).size }));
  sized.sort((a, b) => b.reads - a.reads);
  return sized.find(({ reads }) => reads >= least)?.item;
}
