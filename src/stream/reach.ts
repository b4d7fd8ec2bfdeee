/**
 * How far a result looks: what of each source must be there for a block of it, so that its voxels are exact. It is asked of the regions
 * that blocks are computed from, so no rule stands here a second time; it is data and text, and no GPU is touched.
 */
import { ROW_AXES, type RowAxis } from '../core/axes.js';
import { type Box, boxOf } from '../engine/box.js';
import { flatten } from '../engine/flatten.js';
import { regionsOf } from '../engine/regions.js';
import type { Node } from '../graph/node.js';
import { stored } from '../graph/primitive.js';

/** Voxels that are read before and after a block along an axis; all of them, whatever the block; or by other steps than the result's own. */
export type SourceReach = { readonly before: number; readonly after: number } | 'all' | 'other';

/** By axis, of every source in the order of the graph. Rows are always read whole. */
export type Reach = ReadonlyMap<object, Readonly<Record<RowAxis, SourceReach>>>;

/**
 * The reach of a result to each of its sources, along n, c, z and y. Exact where the volume is longer than what is read: of a shorter one
 * all is needed.
 */
export function reachOf(node: Node): Reach {
  const graph = flatten([stored(node)]);
  const voxel = (place: number): Box =>
    boxOf((axis) => {
      const at = Math.min(node.shape[axis] - 1, Math.max(0, Math.floor(node.shape[axis] / 2) + place));
      return [at, at + 1];
    });
  // two voxels, since a result may be of other steps than its source
  const [here, further] = [voxel(0), voxel(1)].map((box) => ({
    box,
    slots: regionsOf(graph, [box], () => true).slots,
  }));
  const found = new Map<object, Record<RowAxis, SourceReach>>();
  for (const [at, { call, outputs }] of graph.items.entries()) {
    const [read, next] = [here?.slots.get(`${at}.0`), further?.slots.get(`${at}.0`)];
    if (call.kind !== 'source' || !here || !further || !read || !next) continue;
    const along = (axis: RowAxis): SourceReach => {
      const length = outputs[0]?.shape[axis] ?? 1;
      const [own, other] = [here.box[axis][0], further.box[axis][0]];
      if (length === 1) return { before: 0, after: 0 };
      if (read[axis][0] === 0 && read[axis][1] === length) return 'all';
      if (
        other > own &&
        (next[axis][0] - read[axis][0] !== other - own || next[axis][1] - read[axis][1] !== other - own)
      )
        return 'other';
      return { before: own - read[axis][0], after: read[axis][1] - 1 - own };
    };
    const [n, c, z, y] = ROW_AXES.map(along) as [SourceReach, SourceReach, SourceReach, SourceReach];
    found.set(call.source, { n, c, z, y });
  }
  return found;
}

/** One line: `z 5+5, y all`; axes that are read at the block's own positions are left out. */
export function formatReach(reach: Readonly<Record<RowAxis, SourceReach>>): string {
  const parts = ROW_AXES.flatMap((axis) => {
    const along = reach[axis];
    if (typeof along === 'string') return [`${axis} ${along}`];
    return along.before || along.after ? [`${axis} ${along.before}+${along.after}`] : [];
  });
  return parts.join(', ') || 'its own voxels';
}
