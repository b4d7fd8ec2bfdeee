/**
 * A recipe that is computed whenever it is turned: one run at a time, of the newest recipe only. Numbers change uniforms; where one may change
 * the structure, what its slider can ask for is compiled beforehand.
 */
import { findOperation } from '../../catalogue.js';
import { CancelledError, UserError } from '../../core/errors.js';
import type { Engine } from '../../engine/engine.js';
import type { Volume } from '../../engine/volume.js';
import type { Input } from '../../graph/operation.js';
import { tableOf } from '../../graph/table.js';
import { latest } from '../latest.js';
import { intervalsOf } from '../window.js';
import { setParam } from './edits.js';
import { graphOf } from './graph.js';
import { Kept, type Sources } from './kept.js';
import type { LiveOptions, Wanted } from './liveOptions.js';
import { type Lookup, PREVIOUS } from './recipe.js';
import { comparedWith, viewed } from './viewed.js';
import { type Graph, warmSlider } from './warming.js';

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
    const { node, graph, given } = viewed(recipe, view, sources, this.lookup, known);
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
        const { graph, given } = viewed(turned, view, sources, this.lookup, known);
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
