/**
 * A graph as a function of numbers that somebody turns, such as a slider's. Most numbers are only uploaded; some change the
 * structure (a Gaussian's radius follows from its sigma), and a new structure must be planned and compiled. `warm` does that
 * beforehand for a whole range, so that a drag inside it compiles and allocates nothing.
 */
import { ArgumentError, CancelledError } from '../core/errors.js';
import type { Node } from '../graph/node.js';
import type { Engine, Outputs, VolumesOf } from './engine.js';
import type { RunOptions } from './options.js';

/** From where to where a number may be turned. */
export type Range = readonly [from: number, to: number];

export interface WarmOptions {
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1. */
  readonly progress?: (done: number) => void;
}

/** Parts of a range that are looked at even if all their ends have one structure, and how often each is halved. */
const PARTS = 8;
const HALVINGS = 10;

export interface Tunable<P, O extends Node | Outputs> {
  /** Plans, where there is no plan of this structure yet, and runs. The caller owns the volumes. */
  run(params: P, options?: RunOptions): Promise<VolumesOf<O>>;
  /**
   * Compiles every structure that the graph takes as each named number goes through its range, the other parameters being
   * as in `params`; resolves to how many there are. Structures narrower than 1/8192 of a range may be missed.
   */
  warm(ranges: Readonly<Partial<Record<keyof P, Range>>>, params: P, options?: WarmOptions): Promise<number>;
}

/**
 * Makes a graph tunable; `build` gives the graph for some numbers.
 * @example
 * import { gaussian, HostVolume, openEngine, tunable } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 64, x: 64 } });
 * const blur = tunable(engine, (params: { sigma: number }) => gaussian(image, params));
 * await blur.warm({ sigma: [0.3, 4] }, { sigma: 1 });
 * using blurred = await blur.run({ sigma: 2.5 });
 */
export function tunable<P extends object, O extends Node | Outputs>(
  engine: Engine,
  build: (params: P) => O,
): Tunable<P, O> {
  return {
    run: (params, options) => engine.run(build(params), options),
    async warm(ranges, params, { signal, progress } = {}) {
      const found = new Map<string, O>();
      for (const [name, range] of Object.entries(ranges) as [string, Range | undefined][])
        if (range) explore(name, range, (value) => visit(engine, build({ ...params, [name]: value }), found));
      let done = 0;
      for (const graph of found.values()) {
        if (signal?.aborted) throw new CancelledError('the warming was cancelled');
        await engine.warm(graph);
        done++;
        progress?.(done / found.size);
      }
      return found.size;
    },
  };
}

function visit<O extends Node | Outputs>(engine: Engine, graph: O, found: Map<string, O>): string {
  const key = engine.structure(graph);
  if (!found.has(key)) found.set(key, graph);
  return key;
}

/** Visits a range's ends and, between values of different structure, what lies there. */
function explore(name: string, [from, to]: Range, at: (value: number) => string): void {
  if (!(from <= to)) throw new ArgumentError('warm', `the range of ${name} must be two numbers`, `${from} to ${to}`);
  const halve = (low: number, lowKey: string, high: number, highKey: string, left: number): void => {
    if (lowKey === highKey || left === 0) return;
    const middle = (low + high) / 2;
    const key = at(middle);
    halve(low, lowKey, middle, key, left - 1);
    halve(middle, key, high, highKey, left - 1);
  };
  let [last, lastKey] = [from, at(from)];
  for (let part = 1; part <= PARTS; part++) {
    const next = part === PARTS ? to : from + ((to - from) * part) / PARTS;
    const key = at(next);
    halve(last, lastKey, next, key, HALVINGS);
    [last, lastKey] = [next, key];
  }
}
