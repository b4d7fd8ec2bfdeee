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
  /** Where it stands. */
  readonly value: number;
}

export type Graph = Readonly<Record<string, Node>>;

const PARTS = 8;
/** A number that is a length gives another structure at every stop: those beyond the nearest so many are compiled as they come. */
const MOST_STRUCTURES = 32;
const MOST_VISITS = 200;
/** An engine keeps a few plans more; what was warmed before them may be gone. */
const REMEMBERED = 48;

export interface Warming {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** Structures that are ready. */
  readonly ready: Set<string>;
}

/** Compiles what `build` gives for the stops of a slider, undefined where there is nothing to be made; those near `value` first. Stops early where it is aborted. */
export async function warmSlider(
  { engine, signal, ready }: Warming,
  { min, max, step, value }: SweptSlider,
  build: (value: number) => Graph | undefined,
): Promise<void> {
  const found = new Map<string, { readonly graph: Graph; readonly away: number }>();
  const stops = Math.max(1, Math.round((max - min) / step));
  const keys = new Map<number, string>();
  const visit = async (stop: number): Promise<string> => {
    const known = keys.get(stop);
    if (known !== undefined) return known;
    // a graph takes some milliseconds to describe: what the user does comes first
    await new Promise((next) => setTimeout(next));
    const at = stop === stops ? max : Number((min + stop * step).toPrecision(12));
    const graph = signal.aborted ? undefined : build(at);
    const key = graph ? engine.structure(graph) : '';
    const away = Math.abs(at - value);
    if (graph && !(away >= (found.get(key)?.away ?? Number.POSITIVE_INFINITY))) found.set(key, { graph, away });
    keys.set(stop, key);
    return key;
  };
  const between = async (low: number, high: number): Promise<void> => {
    if (signal.aborted || high - low < 2 || keys.size > MOST_VISITS) return;
    if ((await visit(low)) === (await visit(high))) return;
    const middle = (low + high) >> 1;
    await between(low, middle);
    await between(middle, high);
  };
  const ends = Array.from({ length: PARTS + 1 }, (_, part) => Math.round((part * stops) / PARTS));
  for (const [at, end] of ends.entries()) if (at > 0) await between(ends[at - 1] ?? 0, end);
  const nearest = [...found].sort(([, a], [, b]) => a.away - b.away).slice(0, MOST_STRUCTURES);
  for (const [key, { graph }] of nearest) {
    if (signal.aborted) return;
    if (ready.has(key)) continue;
    await engine.warm(graph);
    if (ready.size >= REMEMBERED) ready.clear();
    ready.add(key);
  }
}
