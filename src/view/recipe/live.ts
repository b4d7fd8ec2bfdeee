/**
 * A recipe that is computed whenever it is turned: one run at a time, of the newest recipe only. Numbers change uniforms; where one may change
 * the structure, what its slider can ask for is compiled beforehand.
 */
import { findOperation } from '../../catalogue.js';
import { CancelledError, UserError } from '../../core/errors.js';
import type { HostVolume } from '../../core/hostVolume.js';
import type { Table } from '../../core/table.js';
import type { Engine } from '../../engine/engine.js';
import { Volume } from '../../engine/volume.js';
import type { Node } from '../../graph/node.js';
import type { Input } from '../../graph/operation.js';
import { tableOf } from '../../graph/table.js';
import { latest } from '../latest.js';
import { type Interval, intervalsOf, sampleOf } from '../window.js';
import { setParam } from './edits.js';
import { graphOf, type RecipeGraph } from './graph.js';
import { Kept, type Sources } from './kept.js';
import { type Lookup, PREVIOUS, type Recipe } from './recipe.js';
import { resolve } from './resolve.js';
import { type Graph, type SweptSlider, warmSlider } from './warming.js';

/** What is computed, and which part of it is shown: an image, `id`, `id.output`, or `PREVIOUS`, the end of the list. */
export interface Wanted {
  readonly recipe: Recipe;
  readonly view?: string;
  /** Whether nothing is being dragged; true unless said. */
  readonly settled?: boolean;
  /** The step whose sliders are compiled for beforehand, once that is settled. */
  readonly focus?: { readonly id: string; readonly sliders: Readonly<Record<string, SweptSlider>> } | undefined;
}

export interface LiveResult {
  readonly wanted: Wanted;
  /** What is shown: an image, `id` or `id.output`. */
  readonly view: string;
  readonly node: Node;
  /** It lives until the next result was told, or the pipeline is disposed of. */
  readonly volume: Volume;
  /** Some of its voxels: of a stack the middle slice, of a large image at equal distances. */
  readonly sample: HostVolume;
  /** Such a sample of what a step was given beside a number, where that is at hand: what a threshold is a threshold of. */
  readonly compared: HostVolume | undefined;
  /** The least and the greatest finite voxel of the sample, and what holds nearly all of them. */
  readonly range: Interval;
  readonly window: Interval;
  /** The rows, where a column of a table is shown. */
  readonly table: Table | undefined;
  /** From the start of the run until the GPU was done. */
  readonly milliseconds: number;
}

export interface LiveOptions {
  /** The recipe's images, by name. A volume is the caller's, and must live on. */
  readonly sources: Readonly<Record<string, Input>>;
  /** A new result; what was told before is freed afterwards. */
  readonly onResult: (result: LiveResult) => void;
  /** Told at once what is wrong in a recipe, by step; what is shown stays. */
  readonly onGraph?: (graph: RecipeGraph, wanted: Wanted) => void;
  /** A run that failed, and what a driver refused. */
  readonly onError: (cause: unknown, wanted: Wanted) => void;
  /** Told when compiling beforehand begins, and when it is done. */
  readonly onWarm?: (state: 'compiling' | 'done') => void;
  readonly lookup?: Lookup;
}

/** What is computed next, of these images. */
interface Asked {
  readonly wanted: Wanted;
  readonly view: string;
  readonly sources: Sources;
}

/** A run of older numbers is given up for newer ones once it has taken so long: shorter ones are worth their picture. */
const PATIENCE_MS = 1000;

/**
 * @example
 * import { gaussian, HostVolume, openEngine } from 'brightfield';
 * import { recipe } from 'brightfield/view';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 8, x: 8 } });
 * const { volume, window } = await new Promise((onResult, onError) => {
 *   const live = new recipe.LivePipeline(engine, { sources: { image }, onResult, onError });
 *   live.update({ recipe: recipe.addStep(recipe.EMPTY_RECIPE, gaussian) });
 * });
 */
export class LivePipeline implements Disposable {
  private owned: Volume | undefined;
  private running: { readonly began: number; readonly abort: AbortController } | undefined;
  private warming = new AbortController();
  private readonly ready = new Set<string>();
  private newest: Wanted | undefined;
  private disposed = false;
  /** What the steps before the one in focus gave. */
  private readonly kept: Kept;
  private images: Readonly<Record<string, Input>>;
  private readonly lookup: Lookup;

  constructor(
    private readonly engine: Engine,
    private readonly options: LiveOptions,
  ) {
    this.images = options.sources;
    this.lookup = options.lookup ?? findOperation;
    this.kept = new Kept(engine, this.lookup);
  }

  /** Other images, from the next update on. */
  set sources(sources: Readonly<Record<string, Input>>) {
    this.images = sources;
  }

  /** Asks for a recipe to be computed, and returns at once. */
  update(wanted: Wanted): void {
    this.warming.abort();
    this.newest = wanted;
    const graph = graphOf(wanted.recipe, this.images, this.lookup);
    this.options.onGraph?.(graph, wanted);
    const view = graph.find(wanted.view ?? PREVIOUS);
    if (view === undefined || !graph.nodeOf(view)) return;
    if (this.running && performance.now() - this.running.began > PATIENCE_MS) this.running.abort.abort();
    this.compute({ wanted, view, sources: this.images });
  }

  private readonly compute = latest(
    async (asked: Asked) => {
      const { wanted } = asked;
      if (this.disposed) return;
      const abort = new AbortController();
      this.running = { began: performance.now(), abort };
      try {
        await this.show(asked, abort.signal);
        // not for what is no longer wanted
        if (wanted === this.newest) void this.warm(asked);
      } catch (cause) {
        if (!(cause instanceof CancelledError)) this.options.onError(cause, wanted);
      } finally {
        this.running = undefined;
        if (this.disposed) this.kept.clear();
      }
    },
    // what is told of errors failed itself
    (cause) => reportError(cause),
  );

  private async show({ wanted, view, sources }: Asked, signal: AbortSignal): Promise<void> {
    const { engine } = this;
    const { recipe, focus, settled = true } = wanted;
    const began = performance.now();
    // a number that something is compared with is tuned where it is looked at
    const id = focus?.id ?? (comparedWith(recipe, view) === undefined ? undefined : view);
    const tuned = id === undefined ? undefined : { recipe, sources, id, view };
    const known = await this.kept.before(tuned, settled, signal);
    const { node, graph, given } = this.described(recipe, view, sources, known);
    const made: Partial<Readonly<Record<string, Volume>>> = await engine.run(graph, { signal });
    const volume = given ?? (made.image as Volume);
    try {
      await engine.finished();
      const milliseconds = performance.now() - began;
      const sample = await (made.sample ?? volume).read();
      const compared = await made.compared?.read();
      const table = tableOf(node) ? await engine.table(node) : undefined;
      const told = { wanted, view, node, volume, sample, compared, ...intervalsOf(sample), table, milliseconds };
      this.options.onResult(told);
    } catch (cause) {
      made.image?.dispose();
      throw cause;
    } finally {
      made.sample?.dispose();
      made.compared?.dispose();
    }
    this.owned?.dispose();
    this.owned = made.image;
    if (this.disposed) this.owned?.dispose();
  }

  /** What is run for a view, and what of it is only shown where it lies. */
  private described(
    recipe: Recipe,
    view: string,
    sources: Sources,
    known: ReadonlyMap<string, Volume>,
  ): { readonly node: Node; readonly graph: Graph; readonly given: Volume | undefined } {
    const made = graphOf(recipe, sources, this.lookup, known);
    const node = made.nodeOf(view);
    // it was there before it was asked for
    if (!node) throw new Error(`nothing is called ${view}`);
    const given = sourceOf(node);
    const sample = sampleOf(node);
    const compared = comparedWith(recipe, view);
    // of what is not there it would have to be stored
    const other = compared !== undefined && (known.get(compared) ?? sources[compared] instanceof Volume);
    const against = other ? made.nodeOf(compared) : undefined;
    const graph = {
      ...(!given && { image: node }),
      ...((given || sample !== node) && { sample }),
      ...(against && { compared: sampleOf(against) }),
    };
    return { node, graph, given };
  }

  /** Compiles for the sliders of the step in focus, until something else is asked for. */
  private async warm({ wanted, view, sources }: Asked): Promise<void> {
    const { focus, recipe, settled = true } = wanted;
    if (!focus || !settled) return;
    this.warming.abort();
    this.warming = new AbortController();
    const { signal } = this.warming;
    this.options.onWarm?.('compiling');
    const known = this.kept.volumes;
    for (const [name, slider] of Object.entries(focus.sliders)) {
      const build = (value: number): Graph | undefined => {
        const turned = setParam(recipe, focus.id, name, value, this.lookup);
        if (!graphOf(turned, sources, this.lookup, known).nodeOf(view)) return undefined;
        const { graph, given } = this.described(turned, view, sources, known);
        return given ? undefined : graph;
      };
      try {
        await warmSlider({ engine: this.engine, signal, ready: this.ready }, slider, build);
      } catch (cause) {
        // what is no longer wanted may be gone; what cannot be compiled is told when it is asked for
        if (!signal.aborted && !(cause instanceof UserError)) this.options.onError(cause, wanted);
      }
      if (signal.aborted) return;
    }
    this.options.onWarm?.('done');
  }

  dispose(): void {
    this.disposed = true;
    this.warming.abort();
    this.running?.abort.abort();
    this.owned?.dispose();
    this.owned = undefined;
    this.kept.clear();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** What a step that is given a number beside a volume compares with it, such as a threshold. */
function comparedWith(recipe: Recipe, view: string): string | undefined {
  const step = resolve(recipe).steps.find(({ step: { id } }) => id === view);
  const [first, second] = step?.in ?? [];
  return typeof first === 'string' && typeof second === 'number' ? first : undefined;
}

/** The volume that a node only stands for. */
function sourceOf(node: Node): Volume | undefined {
  const { call } = node;
  return call.kind === 'source' && call.source instanceof Volume ? call.source : undefined;
}
