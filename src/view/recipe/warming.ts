/**
 * The structures that a recipe takes as sliders of one step go from end to end, compiled beforehand: a drag then compiles nothing.
 * What a slider stops at is looked at coarsely, then halved where the structure differs.
 */
import type { Engine } from '../../engine/engine.js';
import type { Node } from '../../graph/node.js';

export interface SweptSlider {
  readonly min: number;
  readonly max: number;
  /** The values it stops at are `min` and so many steps from there. */
  readonly step: number;
}

export type Graph = Readonly<Record<string, Node>>;

const PARTS = 8;
/** A number that is a length gives another structure at every stop: beyond so many it is compiled as it comes. */
const MOST_STRUCTURES = 40;
const MOST_VISITS = 200;

/**
 * Compiles what `build` gives for the stops of a slider, undefined where there is nothing to be made. Resolves to the structures that are
 * ready, none where they are too many; stops early where it is aborted.
 */
export async function warmSlider(
  engine: Engine,
  { min, max, step }: SweptSlider,
  build: (value: number) => Graph | undefined,
  signal: AbortSignal,
  ready: Set<string>,
): Promise<number> {
  const found = new Map<string, Graph>();
  const stops = Math.max(1, Math.round((max - min) / step));
  const keys = new Map<number, string>();
  const visit = async (stop: number): Promise<string> => {
    const known = keys.get(stop);
    if (known !== undefined) return known;
    // a graph takes some milliseconds to describe: what the user does comes first
    await new Promise((next) => setTimeout(next));
    const graph = signal.aborted
      ? undefined
      : build(stop === stops ? max : Number((min + stop * step).toPrecision(12)));
    const key = graph ? engine.structure(graph) : '';
    if (graph && !found.has(key)) found.set(key, graph);
    keys.set(stop, key);
    return key;
  };
  const tooMany = (): boolean => signal.aborted || found.size > MOST_STRUCTURES || keys.size > MOST_VISITS;
  const between = async (low: number, high: number): Promise<void> => {
    if (high - low < 2 || tooMany() || (await visit(low)) === (await visit(high))) return;
    const middle = (low + high) >> 1;
    await visit(middle);
    await between(low, middle);
    await between(middle, high);
  };
  const ends = Array.from({ length: PARTS + 1 }, (_, part) => Math.round((part * stops) / PARTS));
  for (const end of ends) await visit(end);
  for (const [at, end] of ends.entries()) if (at > 0) await between(ends[at - 1] ?? 0, end);
  if (tooMany()) return 0;
  for (const [key, graph] of found) {
    if (signal.aborted) return 0;
    if (!ready.has(key)) await engine.warm(graph);
    ready.add(key);
  }
  return found.size;
}
