/**
 * The engine: opens a device, plans graphs and runs them. It keeps what is expensive (plans, pipelines, uploaded sources) and
 * hands out volumes that the caller owns.
 */
import { ArgumentError, CancelledError, OutOfMemoryError } from '../core/errors.js';
import { descriptionOf, type HostVolume } from '../core/hostVolume.js';
import { describe as describeValue } from '../core/params.js';
import type { SlabOptions, SlabSource } from '../core/slabs.js';
import type { Table } from '../core/table.js';
import type { AdapterFacts } from '../gpu/adapter.js';
import { Context, type Limits } from '../gpu/context.js';
import type { Storage } from '../gpu/storage.js';
import type { Timing } from '../gpu/timer.js';
import { lowered, Node, type Primitive, type Source } from '../graph/node.js';
import { copied, source, stored } from '../graph/primitive.js';
import { type TableNodes, tablesBehind } from '../graph/table.js';
import { type Box, shapeIn } from './box.js';
import { type ExecuteOptions, Execution } from './execute.js';
import { Executions } from './executions.js';
import { explainPlan } from './explain.js';
import { type FlatGraph, flatten, type Substitute } from './flatten.js';
import { slotKey } from './fuse.js';
import { overfull, withRoom } from './growth.js';
import type { Apart } from './interior.js';
import { labelledBy } from './labels.js';
import type { Slot } from './leaf.js';
import { library } from './library.js';
import { narrower } from './narrow.js';
import type { EngineOptions, EngineReport, RunOptions } from './options.js';
import { makePlan, type Plan, type PlanOptions } from './plan.js';
import { type Base, insteadOf, nameOf, type Profile, profileOf } from './profile.js';
import { sentenceOf } from './progress.js';
import { Regional, type Regionally } from './regional.js';
import { tablesOf } from './rows.js';
import { storeSlabs } from './slabs.js';
import { type Pinned, Sources } from './sources.js';
import { Volume } from './volume.js';

export type Outputs = Readonly<Record<string, Node>>;
export type VolumesOf<O> = O extends Node ? Volume : { readonly [K in keyof O]: Volume };

/** Results of results of results are computed again after a loss up to here; beyond, they would hold all that came before. */
const RECIPE_DEPTH = 32;

/** Opens a device and makes an engine on it. Rejects with `NoAdapterError` where there is no WebGPU. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  // loaded while the device is opened; whoever plans is told where that fails
  library().catch(() => undefined);
  const engine = new Engine(await Context.open(options), options.fusion ?? true, {}, options.profile);
  if (options.warn) engine.warn = options.warn;
  const { adapter, driver } = profileOf(options.profile ?? 'cpu');
  const { device, name } = engine.adapter;
  if (adapter !== undefined && adapter !== device)
    engine.warn(`the profile was made for another adapter, ${adapter}; this one is ${device}`);
  else if (driver !== undefined && driver !== name)
    engine.warn(`the profile was made with another driver, ${driver}; this one is ${name}`);
  return engine;
}

export class Engine implements Disposable {
  private readonly executions = new Executions();
  private readonly sources: Sources;
  readonly limits: Limits;
  /** Which profile it runs with: `cpu` or `gpu`, and of one from a file in which kernels it differs. */
  readonly profileName: string;
  private readonly chosen: Profile;
  /** Told of what is not as it was asked for: see `EngineOptions`. */
  warn: (message: string) => void = (message) => console.warn(message);

  /** Use `openEngine`. Engines may share a context; each can plan for smaller limits than the device has. */
  constructor(
    readonly context: Context,
    private readonly fusion = true,
    limits: Partial<Omit<Limits, 'maxBuffer'>> = {},
    profile: Base | Profile = context.adapter.software ? 'cpu' : 'gpu',
    private readonly apart: Apart = 'large',
  ) {
    this.limits = { ...context.limits, ...limits };
    this.sources = new Sources(context);
    this.chosen = profileOf(profile);
    this.profileName = nameOf(this.chosen);
  }

  /** The adapter's name, and whether it is a program on the processor. */
  get adapter(): AdapterFacts {
    return this.context.adapter;
  }

  /** What the buffer pool holds, how many kernels were compiled so far, and how often runs were submitted. */
  report(): EngineReport {
    const { pool, pipelines, submits } = this.context;
    return { ...pool.report(), compiled: pipelines.linked.length, submits };
  }

  /** Puts a host volume on the GPU; the caller owns the result. */
  async upload(volume: HostVolume, recoverable = true): Promise<Volume> {
    return new Volume(
      this.context,
      await this.sources.storeOf(volume),
      volume,
      recoverable ? source(volume) : undefined,
    );
  }

  /**
   * Puts a volume on the GPU slab by slab: what is larger than an array of the host can be, or should take. Memory of the host: a slab, and 64 MiB on their
   * way. The result cannot be computed again after a loss of the device. Rejects with `CancelledError` when `signal` aborts, with `OutOfMemoryError`, with
   * `ArgumentError` where slabs are not as they were described, and as the source does.
   * @example
   * import { HostVolume, openEngine } from 'brightfield';
   * const volume = new HostVolume({ shape: { z: 2, y: 8, x: 8 } });
   * using engine = await openEngine();
   * const slabs = async function* () { yield { from: 0, volume }; };
   * const uploaded = await engine.uploadSlabs({ name: 'stack', description: volume, axis: 'z', slabs });
   */
  async uploadSlabs(from: SlabSource, options: SlabOptions = {}): Promise<Volume> {
    const storage = await storeSlabs(this.context, from, options);
    return new Volume(this.context, storage, from.description, undefined);
  }

  /**
   * Outputs that are computed by parts, of which `cut` sources are never there whole. `instead` gives nodes to compute in the place of primitive
   * ones: what was computed before.
   */
  regional(nodes: readonly Node[], cut: ReadonlySet<object>, instead: Substitute = () => undefined): Regional {
    const graph = flatten(nodes.map(storable), (node) => instead(node) ?? this.standIn(node));
    return new Regional(nodes, graph, cut, this.limits, this.planOptions);
  }

  /** Computes boxes of the outputs from the voxels of the sources that are cut. The caller owns the volumes, whose shapes are those of `Needs.outputs`. */
  async runRegion(
    regional: Regional,
    wanted: readonly Box[],
    data: Regionally,
    options: Pick<RunOptions, 'signal'> = {},
  ): Promise<readonly Volume[]> {
    this.context.check();
    const graph = regional.within(wanted);
    const held = new Map<object, Storage>();
    try {
      const storages = await this.inTurn(async () => {
        if (options.signal?.aborted) throw new CancelledError('the run was cancelled');
        for (const [from, host] of data) held.set(from, await this.sources.storeOf(host));
        const plan = await makePlan(graph, this.limits, this.planOptions);
        const execution = await Execution.prepare(this.context, plan, this.context.limits.maxBuffer);
        try {
          return (await this.sources.held(graph, held, (sources) => execution.run(graph, sources, options))).outputs;
        } finally {
          execution.dispose();
        }
      });
      return storages.map((storage, at) => {
        const node = regional.nodes[at] as Node;
        const box = graph.regions?.slots.get(slotKey(graph.outputs[at] as Slot));
        return new Volume(
          this.context,
          storage,
          { ...descriptionOf(node), shape: shapeIn(node.shape, box) },
          undefined,
        );
      });
    } finally {
      for (const storage of held.values()) storage.release();
    }
  }

  /** Plans and runs; one node gives one volume, a record of nodes a record of volumes. The caller owns them. */
  async run<O extends Node | Outputs>(outputs: O, options: RunOptions = {}): Promise<VolumesOf<O>> {
    return (await this.execute(outputs, options)).volumes;
  }

  /**
   * A table of an operation in the host's memory, cut to the rows that there are. `of` is a column, which stands for all of its table, or columns by
   * name: those of one table, and what was made of them element by element. Throws `ArgumentError` for anything else.
   */
  async table(of: Node | Outputs, options: RunOptions = {}): Promise<Table> {
    return (await this.tables({ of }, options)).of;
  }

  /** Several tables of one run, each as `table` brings it back: the vertices and the faces of a surface. Throws as `table`. */
  async tables<const K extends string>(
    of: Readonly<Record<K, Node | Outputs>>,
    options: RunOptions = {},
  ): Promise<Record<K, Table>> {
    return tablesOf(of, (nodes) => this.run(nodes, options));
  }

  /** Runs with a pair of timestamps around every dispatch. Slower: the GPU cannot overlap them. */
  async profile<O extends Node | Outputs>(
    outputs: O,
    options: RunOptions = {},
  ): Promise<{ volumes: VolumesOf<O>; timings: readonly Timing[]; plan: Plan }> {
    const { volumes, timings, plan, graph } = await this.execute(outputs, { ...options, timed: true });
    return { volumes, timings, plan: labelledBy(plan, graph) };
  }

  /** The plan as text: one line a dispatch, with bytes read and written. */
  async explain(outputs: Node | Outputs): Promise<string> {
    return explainPlan(await this.plan(outputs));
  }

  /** The plan as data: what `explain` prints. Nothing is compiled or computed. */
  async plan(outputs: Node | Outputs): Promise<Plan> {
    return makePlan(this.prepare(outputs).graph, this.limits, this.planOptions);
  }

  /** Compiles what the outputs need, down to the driver, without computing anything. */
  async warm(outputs: Node | Outputs): Promise<void> {
    const { graph } = this.prepare(outputs);
    await this.inTurn(async () => {
      const execution = await this.execution(graph);
      await this.sources.held(graph, new Map(), (sources) => execution.warm(graph, sources));
    });
  }

  /** Resolves once everything submitted so far is done; rejects with what went wrong. */
  async finished(): Promise<void> {
    await this.context.awaitWork(this.context.device.queue.onSubmittedWorkDone());
    this.context.check();
  }

  /** What plans are kept by: equal for two graphs that differ in numbers only. Nothing is compiled. */
  structure(outputs: Node | Outputs): string {
    return this.prepare(outputs).graph.key;
  }

  /** Frees the device copy of a source, when its data has changed or is not needed any more. */
  forget(from: HostVolume | Source): void {
    this.sources.forget(from);
  }

  /** Gives everything back. Volumes of this engine are gone with it. */
  dispose(): void {
    this.context.destroy();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /**
   * A volume that lives on another device, or died with its own, is computed again from where it came; a kernel that reads
   * more than this device can bind, in pieces; one that the profile makes by others, by those.
   */
  private readonly standIn = (node: Node): Node | undefined => {
    const { call } = node;
    return call.kind === 'source' && call.source instanceof Volume && call.source.context !== this.context
      ? call.source.recipe
      : (insteadOf(node, this.chosen) ?? narrower(node, this.limits));
  };

  private get planOptions(): PlanOptions {
    return { fusion: this.fusion, profile: this.chosen, apart: this.apart, lanes: this.context.adapter.lanes };
  }

  private prepare(outputs: Node | Outputs): Prepared {
    const single = outputs instanceof Node;
    const names = single ? ['result'] : Object.keys(outputs ?? {});
    if (names.length === 0 || (!single && !Object.values(outputs).every((node) => node instanceof Node)))
      throw new ArgumentError(
        'run',
        'there must be a node, or nodes by name (a volume is one as source(volume))',
        describeValue(outputs),
      );
    return this.prepared(names, single ? [outputs] : Object.values(outputs));
  }

  /** What tables need goes with what is asked for. */
  private prepared(names: readonly string[], nodes: readonly Node[]): Prepared {
    const tables = tablesBehind(nodes);
    const all = [...nodes, ...tables.map(({ needs }) => needs)];
    return { names, nodes, tables, graph: flatten(all.map(storable), this.standIn) };
  }

  private async execute<O extends Node | Outputs>(outputs: O, options: ExecuteOptions & Pick<RunOptions, 'ended'>) {
    for (let prepared = this.prepare(outputs); ; ) {
      const { names, nodes, tables, graph } = prepared;
      const made = await this.once(prepared, options);
      const volumes = made.volumes.slice(0, nodes.length);
      const dispose = (): void => {
        for (const volume of volumes) volume.dispose();
      };
      const growths = await overfull(tables, made.volumes.slice(nodes.length)).catch((cause: unknown) => {
        dispose();
        throw cause;
      });
      if (growths.length === 0) {
        for (const end of made.ended) {
          options.ended?.(end);
          if (!end.converged) this.warn(sentenceOf(end));
        }
        const result =
          outputs instanceof Node ? volumes[0] : Object.fromEntries(names.map((name, at) => [name, volumes[at]]));
        return { volumes: result as VolumesOf<O>, timings: made.timings, plan: made.plan, graph };
      }
      dispose();
      const larger = withRoom(nodes, growths);
      for (const sentence of larger.told) this.warn(sentence);
      prepared = this.prepared(names, larger.nodes);
    }
  }

  private async once({ nodes, tables, graph }: Prepared, options: ExecuteOptions) {
    this.context.check();
    const pinned = this.sources.pin(graph);
    const { execution, storages, timings, ended } = await this.inTurn(() =>
      this.compute(graph, pinned, options),
    ).finally(() => {
      for (const storage of pinned.values()) storage.release();
    });
    const depth = 1 + Math.max(0, ...graph.items.map(({ call }) => depthOf(call)));
    // a loop that was stopped has not computed what its node says: nothing tells how to compute that again
    const stopped = options.stop?.aborted && graph.items.some(({ call }) => call.kind === 'repeat');
    const wanted = [...nodes, ...tables.map(({ needs }) => needs)];
    const volumes = storages.map((storage, at) => {
      const node = wanted[at] as Node;
      const recipe = stopped || depth > RECIPE_DEPTH ? undefined : node;
      return new Volume(this.context, storage, descriptionOf(node), recipe, depth);
    });
    return { volumes, timings, plan: execution.plan, ended };
  }

  private turn: Promise<unknown> = Promise.resolve();

  /** One run after the other: they share the uniform buffer of a plan, its tables, and the sources that make room. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async compute(graph: FlatGraph, pinned: Pinned, options: ExecuteOptions) {
    if (options.signal?.aborted) throw new CancelledError('the run was cancelled');
    const execution = await this.execution(graph);
    const attempt = () => this.sources.held(graph, pinned, (sources) => execution.run(graph, sources, options));
    const {
      outputs: storages,
      timings,
      ended,
    } = await attempt().catch((cause: unknown) => {
      // sources stay on the GPU for the next run; where memory is short, those of other graphs make room
      if (cause instanceof OutOfMemoryError && this.sources.makeRoom(graph)) return attempt();
      throw cause;
    });
    return { execution, storages, timings, ended };
  }

  private execution(graph: FlatGraph): Promise<Execution> {
    return this.executions.of(graph.key, async () => {
      const plan = await makePlan(graph, this.limits, this.planOptions);
      return Execution.prepare(this.context, plan, this.context.limits.maxBuffer);
    });
  }
}

/** What is to be run, by name, and the tables that it stems from. */
interface Prepared {
  readonly names: readonly string[];
  readonly nodes: readonly Node[];
  readonly tables: readonly TableNodes[];
  readonly graph: FlatGraph;
}

/** How many volumes stand behind each other in the recipe of a source. */
function depthOf(call: Primitive): number {
  return call.kind === 'source' && call.source instanceof Volume ? call.source.depth : 0;
}

/** Outputs are volumes of their own, never a source that somebody else owns. */
function storable(node: Node): Node {
  return lowered(node).call.kind === 'source' ? copied(node) : stored(node);
}
