/**
 * What the steps before a tuned one gave, kept on the GPU: a drag of a late step computes that step and what stems from it, not the slow ones before.
 * The rule kept here: a result is known by all that it was made of, so one that is stale is another one; and it is bounded, in bytes.
 */
import { voxels } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { OutOfMemoryError } from '../../core/errors.js';
import type { Engine } from '../../engine/engine.js';
import type { Volume } from '../../engine/volume.js';
import { splitReference } from '../../graph/document/form.js';
import type { Node } from '../../graph/node.js';
import type { Input } from '../../graph/operation.js';
import { graphOf } from './graph.js';
import type { Lookup, Recipe } from './recipe.js';
import { type ResolvedStep, resolve } from './resolve.js';

/** What is kept at most, on a graphics card and where the processor computes. */
const MOST = { hardware: 2 ** 30, software: 2 ** 28 } as const;

export type Sources = Readonly<Record<string, Input>>;

/** What is to be tuned: a step of a recipe, of these images, and what is looked at. */
export interface Tuned {
  readonly recipe: Recipe;
  readonly sources: Sources;
  readonly id: string;
  readonly view: string;
}

export class Kept implements Disposable {
  private entries = new Map<string, { readonly key: string; readonly volume: Volume }>();
  /** What was wanted last: only what is wanted twice, or at rest, is worth a pass of its own. */
  private wanted = new Map<string, string>();
  private readonly images = new WeakMap<object, number>();
  private count = 0;

  constructor(
    private readonly engine: Engine,
    private readonly lookup: Lookup,
    private readonly most = MOST[engine.adapter.software ? 'software' : 'hardware'],
  ) {}

  /** The results that stand for steps before the tuned one, by reference: computed now where they are not there. Nothing is tuned where `tuned` is undefined. */
  async before(tuned: Tuned | undefined, settled: boolean, signal: AbortSignal): Promise<ReadonlyMap<string, Volume>> {
    const keys = tuned ? this.keysOf(tuned) : new Map<string, string>();
    for (const [reference, { key, volume }] of this.entries) {
      if (keys.get(reference) === key) continue;
      volume.dispose();
      this.entries.delete(reference);
    }
    if (tuned) {
      const missing = [...keys].flatMap(([reference, key]) => {
        const worth = settled || this.wanted.get(reference) === key;
        return worth && !this.entries.has(reference) ? [reference] : [];
      });
      if (missing.length > 0) await this.compute(tuned, missing, keys, signal);
    }
    this.wanted = keys;
    return this.volumes;
  }

  /** What is there now, by reference. */
  get volumes(): ReadonlyMap<string, Volume> {
    return new Map([...this.entries].map(([reference, { volume }]) => [reference, volume]));
  }

  clear(): void {
    for (const { volume } of this.entries.values()) volume.dispose();
    this.entries.clear();
    this.wanted.clear();
  }

  [Symbol.dispose](): void {
    this.clear();
  }

  private async compute(
    { recipe, sources }: Tuned,
    references: readonly string[],
    keys: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<void> {
    const graph = graphOf(recipe, sources, this.lookup, this.volumes);
    let room = this.most - [...this.entries.values()].reduce((sum, { volume }) => sum + bytesOf(volume), 0);
    const nodes: Record<string, Node> = {};
    // the later, the more it stands for
    for (const reference of [...references].reverse()) {
      const node = graph.nodeOf(reference);
      if (!node || bytesOf(node) > room) continue;
      room -= bytesOf(node);
      nodes[reference] = node;
    }
    if (Object.keys(nodes).length === 0) return;
    try {
      const made = await this.engine.run(nodes, { signal });
      for (const [reference, volume] of Object.entries(made))
        this.entries.set(reference, { key: keys.get(reference) ?? '', volume });
    } catch (cause) {
      // it goes without
      if (!(cause instanceof OutOfMemoryError)) throw cause;
      this.clear();
    }
  }

  /** What the tuned step, and what stems from it on the way to what is looked at, read of the steps before; each with all that it is made of. */
  private keysOf({ recipe, sources, id, view }: Tuned): Map<string, string> {
    const { steps, find } = resolve(recipe);
    const seen = find(view);
    const ancestors = (reference: string): ReadonlySet<string> => {
      const found = new Set<string>();
      const walk = (name: string): void => {
        const step = steps.find((each) => each.step.id === name);
        if (!step || found.has(name)) return;
        found.add(name);
        for (const feed of step.in) if (typeof feed === 'string') walk(splitReference(feed).id);
      };
      walk(splitReference(reference).id);
      return found;
    };
    const shown = seen === undefined ? new Set<string>() : ancestors(seen);
    const moves = new Set<string>();
    const keys = new Map<string, string>();
    if (!shown.has(id)) return keys;
    for (const each of steps) {
      const { step, in: feeds } = each;
      const names = feeds.flatMap((feed) => (typeof feed === 'string' ? [feed] : []));
      if (step.id !== id && !names.some((name) => moves.has(splitReference(name).id))) continue;
      moves.add(step.id);
      if (!shown.has(step.id)) continue;
      for (const name of names) {
        const before = splitReference(name).id;
        if (moves.has(before) || recipe.inputs.includes(name)) continue;
        const made = steps.filter((other) => ancestors(name).has(other.step.id));
        // a table may need more room than it was described with: it is made anew with what reads it
        if (made.some((other) => (this.lookup(other.step.operation)?.tables.length ?? 0) > 0)) continue;
        keys.set(name, this.keyOf(made, recipe, sources));
      }
    }
    return keys;
  }

  private keyOf(made: readonly ResolvedStep[], { inputs }: Recipe, sources: Sources): string {
    const images = inputs.map((name) => {
      const given = sources[name];
      if (typeof given !== 'object') return given ?? null;
      const number = this.images.get(given) ?? ++this.count;
      this.images.set(given, number);
      return `#${number}`;
    });
    return JSON.stringify([images, made.map(({ step, in: feeds }) => [step.id, step.operation, step.params, feeds])]);
  }
}

const bytesOf = ({ shape, dtype }: Pick<Node, 'shape' | 'dtype'>): number => voxels(shape) * DTYPES[dtype].bytes;
