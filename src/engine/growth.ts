/** Tables that turn out to have more rows than there was room for: what they need is read back, and the run is described again. */
import { ArgumentError } from '../core/errors.js';
import type { Node } from '../graph/node.js';
import { type Growth, MOST_ROWS, regrown, type TableNodes } from '../graph/table.js';
import type { Volume } from './volume.js';

/** The tables that need more room than they had; `needs` are the volumes that say how much, and are freed. */
export async function overfull(tables: readonly TableNodes[], needs: readonly Volume[]): Promise<Growth[]> {
  try {
    const counts = await Promise.all(needs.map(async (volume) => (await volume.read()).at({})));
    return tables.flatMap((table, at): Growth[] => {
      const needed = counts[at] ?? 0;
      return needed > table.capacity ? [[table, needed]] : [];
    });
  } finally {
    for (const volume of needs) volume.dispose();
  }
}

/** The same nodes with room for what is needed, and the sentences that say so. */
export function withRoom(nodes: readonly Node[], growths: readonly Growth[]): { nodes: Node[]; told: string[] } {
  const larger = growths.map(([table, needed]): Growth => [table, roomFor(needed)]);
  const told = growths.map(([{ call, spec, capacity }, needed], at) => {
    const next = larger[at]?.[1];
    return `${call.operation}: a ${spec.capacity} of at least ${needed} is needed, got ${capacity}; it runs again with ${next} (give that to spare it the first run)`;
  });
  try {
    // tables of one call may share a capacity
    return { nodes: regrown(nodes, larger), told: [...new Set(told)] };
  } catch (cause) {
    const [[table, needed] = []] = growths;
    if (!table || !(cause instanceof ArgumentError)) throw cause;
    const { spec, call } = table;
    const remedy = spec.remedy ? ` (${spec.remedy})` : '';
    throw new ArgumentError(
      call.operation,
      `there must be room for what is found: ${cause.mustHold}${remedy}`,
      `${needed}`,
      { cause },
    );
  }
}

/** Counts that differ a little share a plan. */
function roomFor(needed: number): number {
  return needed > MOST_ROWS ? needed : Math.min(2 ** Math.ceil(Math.log2(needed)), MOST_ROWS);
}
