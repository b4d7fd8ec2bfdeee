/** Runs a node block by block: while one block is computed, the next is read and the one before is written. Memory is a few blocks. */
import { formatShape, ROW_AXES } from '../core/axes.js';
import { ArgumentError, CancelledError, UserError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { type Box, wholeOf } from '../engine/box.js';
import type { Engine } from '../engine/engine.js';
import type { Node, Source } from '../graph/node.js';
import { boxData } from './boxData.js';
import { joinPieces, type LabelPass, piecesIn } from './labels/labelPass.js';
import type { Pieces } from './labels/pieces.js';
import { fromRecord, toRecord } from './labels/record.js';
import { type EarlyPass, type FirstPass, type Pass, planStream, type StreamPlan } from './passes.js';
import { type BlockSink, commonGrain, hostSink } from './sink.js';
import { type BlockSource, isBlockSource } from './source.js';
import { sourcesOf } from './sourcesOf.js';

export interface RunBlocksOptions {
  /** Bytes of memory for all that is held at a time: blocks read, computed and written. The engine's own budget unless said. */
  readonly budget?: number;
  /** Gives the run up between two blocks: it rejects with `CancelledError`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the share done, 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
  /** Blocks that are not needed, by their place in the plan and that of the node: they are there already, or somebody else makes them. */
  readonly skips?: (block: number, node: number) => boolean;
  /** Called when a block of a node has been written. */
  readonly written?: (block: number, node: number) => void | Promise<void>;
  /** Where what passes beforehand make is kept, so that it is there when the run is begun again, or for others who run the same. */
  readonly records?: PassRecords | undefined;
  /** Which blocks of the passes beforehand are made first; all others once those are there, unless somebody else has made them by then. */
  readonly shard?: { readonly index: number; readonly count: number } | undefined;
  /** Told when a block went through a stage: what overlaps what, and where the time goes. */
  readonly stage?: ((stage: Stage) => void) | undefined;
  /** The plan, where it was made before. */
  readonly plan?: StreamPlan;
}

/** A stage of a block. `compute` is its upload and the commands, `back` the rest of the wait for its result, and `write` takes in what is done with it. */
export interface Stage {
  readonly name: 'read' | 'compute' | 'back' | 'write';
  /** The pass, counted from 0; the last makes the result. */
  readonly pass: number;
  readonly block: number;
  /** By `performance.now()`. */
  readonly from: number;
  readonly to: number;
}

/** What passes beforehand have made, by pass and block, counted from 0: as many volumes as the pass holds. */
export interface PassRecords {
  read(pass: number, block: number, parts: number): Promise<readonly HostVolume[] | undefined>;
  write(pass: number, block: number, parts: readonly HostVolume[]): Promise<void>;
}

/** The plan of `runBlocks`: its first passes and its blocks, which may take that share of the budget. Throws as that does. */
export function planOf(
  engine: Engine,
  node: Node | readonly Node[],
  sink: Pick<BlockSink, 'grain'> | readonly Pick<BlockSink, 'grain'>[],
  budget = engine.limits.budget,
  share = 1,
): StreamPlan {
  const nodes = [node].flat();
  const [first, ...others] = nodes;
  const other = others.find(({ shape }) => first && ROW_AXES.some((axis) => shape[axis] !== first.shape[axis]));
  if (!first || other)
    throw new ArgumentError(
      'runBlocks',
      'what is computed together must have the same n, c, z and y',
      other ? `${formatShape(other.shape)} beside ${formatShape((first as Node).shape)}` : 'nothing',
    );
  const cut = new Set(sourcesOf(nodes).filter(isBlockSource));
  const grain = commonGrain([sink].flat().map((each) => each.grain));
  return planStream(engine, nodes, cut, { budget, share, grain });
}

/**
 * Computes a node whose sources may be larger than the memory, block by block into a sink, or several, whose lengths are the same but along x, each
 * into its own: what they have in common is read and computed once. It is bit for bit what `engine.run` makes of it, borders
 * included. What needs all of a source through something small (a mean, a threshold, a range) takes a pass over it beforehand. Sources that
 * are no `BlockSource` are read whole. Labels are joined across blocks. Throws `UserError` where an operation needs all of something large (transforms,
 * distances, iterations), or where the budget is too small, before anything is read.
 * @example
 * import { gaussian, HostVolume, openEngine } from 'brightfield';
 * import { hostBlocks, hostSink, runBlocks } from 'brightfield/stream';
 * using engine = await openEngine();
 * const image = hostBlocks(new HostVolume({ shape: { z: 64, y: 32, x: 32 } }));
 * const blurred = gaussian(image, { sigma: 2 });
 * const sink = hostSink(blurred);
 * await runBlocks(engine, blurred, sink, { budget: 1 << 20 });
 * sink.volume.shape; // { n: 1, c: 1, z: 64, y: 32, x: 32 }
 */
export async function runBlocks(
  engine: Engine,
  node: Node | readonly Node[],
  sink: BlockSink | readonly BlockSink[],
  options: RunBlocksOptions = {},
): Promise<void> {
  const plan = options.plan ?? planOf(engine, node, sink, options.budget);
  const sinks = [sink].flat();
  const { progress, skips = () => false, written } = options;
  const wanted = plan.last.plan.blocks.flatMap((_, block) => (sinks.every((_, at) => skips(block, at)) ? [] : [block]));
  if (wanted.length === 0) return;
  const total = plan.first.reduce((sum, { plan: { blocks } }) => sum + blocks.length, wanted.length);
  let done = 0;
  const step = (): void => progress?.(++done / total);
  for (const [at, pass] of plan.first.entries()) await runPass(engine, pass, at, options, step);
  await throughBlocks(engine, plan.last, plan.first.length, wanted, options, async (block, parts) => {
    for (const [at, each] of sinks.entries()) {
      if (skips(block, at)) continue;
      await each.write(plan.last.plan.blocks[block] as Box, parts[at] as HostVolume);
      await written?.(block, at);
    }
    step();
  });
}

/** Does a pass: of each block what was recorded, or what is computed now. */
async function runPass(
  engine: Engine,
  pass: EarlyPass,
  number: number,
  options: RunBlocksOptions,
  step: () => void,
): Promise<void> {
  const keep = 'labels' in pass ? keepPieces(pass, number, options) : keepHeld(engine, pass);
  const { regional, plan } = pass;
  const { records, shard } = options;
  const left = new Set(plan.blocks.keys());
  const put = async (block: number, parts: readonly HostVolume[]): Promise<void> => {
    await keep.take(block, parts);
    left.delete(block);
    step();
  };
  const recorded = async (block: number): Promise<void> => {
    const parts = await records?.read(number, block, regional.nodes.length);
    if (parts) await put(block, parts);
  };
  const compute = (blocks: readonly number[]): Promise<void> =>
    throughBlocks(engine, pass, number, blocks, options, async (block, computed) => {
      const parts = keep.made(computed);
      await records?.write(number, block, parts);
      await put(block, parts);
    });
  for (const block of plan.blocks.keys()) await recorded(block);
  const { index, count } = shard ?? { index: 1, count: 1 };
  await compute([...left].filter((block) => block % count === index - 1));
  // whoever is through first helps the others, each from another place on
  const from = Math.floor((plan.blocks.length * index) / count);
  for (const block of [...left].sort((a, b) => Number(a < from) - Number(b < from) || a - b)) {
    await recorded(block);
    if (left.has(block)) await compute([block]);
  }
  await keep.end();
}

/** What becomes of the blocks of a pass. */
interface Keep {
  /** What is kept of a block, and recorded. */
  made(computed: readonly HostVolume[]): readonly HostVolume[];
  take(block: number, parts: readonly HostVolume[]): void | Promise<void>;
  end(): void | Promise<void>;
}

/** Volumes that are held whole. */
function keepHeld(engine: Engine, { regional, held, plan }: FirstPass): Keep {
  const sinks = held.map((each) => hostSink(each));
  return {
    made: (computed) => computed,
    async take(block, parts) {
      const box = plan.blocks[block] as Box;
      if (regional.summed) addUp((sinks[0] as (typeof sinks)[0]).volume, parts[0] as HostVolume);
      else await Promise.all(parts.map((part, at) => sinks[at]?.write(box, part)));
    },
    end() {
      for (const [at, each] of held.entries()) {
        engine.forget(each);
        each.data = sinks[at]?.volume;
      }
    },
  };
}

/** Pieces of labels: held where nothing is recorded, else read again when they are asked for. */
function keepPieces(pass: LabelPass, number: number, { records }: RunBlocksOptions): Keep {
  const counts: number[] = [];
  const held = new Map<number, HostVolume>();
  let bytes = 0;
  const piecesAt = async (block: number): Promise<Pieces> => {
    const [record] = held.has(block) ? [held.get(block)] : ((await records?.read(number, block, 1)) ?? []);
    if (!record) throw new UserError(`label: what was recorded of block ${block} is gone; run it again`);
    return fromRecord(record);
  };
  return {
    made: ([image]) => [toRecord(piecesIn(pass, image as HostVolume))],
    take(block, [record]) {
      counts[block] = fromRecord(record as HostVolume).values.length;
      if (records) return;
      held.set(block, record as HostVolume);
      bytes += (record as HostVolume).data.byteLength;
      if (bytes > pass.room)
        throw new UserError(
          `label: the runs of all blocks must take ${Math.floor(pass.room)} bytes at most where they are held in memory, got more after ${held.size} of ${pass.plan.blocks.length}: raise the budget, or give records`,
        );
    },
    end: () => joinPieces(pass, counts, piecesAt),
  };
}

/** Counts of parts are those of the whole once they are added. */
function addUp(into: HostVolume, part: HostVolume): void {
  part.data.forEach((count, at) => {
    into.data[at] = (into.data[at] ?? 0) + count;
  });
}

/** The blocks of a pass, in three stages. */
async function throughBlocks(
  engine: Engine,
  { regional, plan }: Pass,
  pass: number,
  blocks: readonly number[],
  { signal, stage }: RunBlocksOptions,
  write: (block: number, parts: readonly HostVolume[]) => Promise<void>,
): Promise<void> {
  if (blocks.length === 0) return;
  const boxOf = (block: number): Box => plan.blocks[block] as Box;
  const timed = async <T>(name: Stage['name'], block: number, work: Promise<T>): Promise<T> => {
    const from = performance.now();
    const made = await work;
    stage?.({ name, pass, block, from, to: performance.now() });
    return made;
  };
  const asked = (block: number): Box[] => regional.nodes.map(() => boxOf(block));
  const read = async (block: number): Promise<Map<Source, HostVolume>> => {
    const { sources } = regional.needs(asked(block));
    const data = new Map<Source, HostVolume>();
    for (const [source, box] of sources) data.set(source, await (source as BlockSource).readBox(box));
    return data;
  };
  let before = '';
  const compute = async (block: number, data: ReadonlyMap<Source, HostVolume>): Promise<HostVolume[]> => {
    // what lies idle on the device has the sizes of the last block
    const sizes = [...data.values()].map(({ data: { length } }) => length).join();
    if (sizes !== before) engine.context.pool.trim();
    before = sizes;
    const made = await timed(
      'compute',
      block,
      engine.runRegion(regional, asked(block), data, signal ? { signal } : {}),
    );
    const { outputs } = regional.needs(asked(block));
    try {
      const parts: HostVolume[] = [];
      for (const [at, volume] of made.entries()) {
        const whole = outputs[at] as Box;
        const box = regional.summed ? wholeOf(volume.shape) : boxOf(block);
        parts.push(boxData(await timed('back', block, volume.read()), regional.summed ? box : whole, box));
      }
      return parts;
    } finally {
      for (const volume of made) volume.dispose();
    }
  };
  const quietly = <T>(work: Promise<T>): Promise<T> => {
    // what fails is met where it is waited for
    work.catch(() => undefined);
    return work;
  };
  const reads = (block: number) => quietly(timed('read', block, read(block)));
  let reading = reads(blocks[0] as number);
  let writing: Promise<void> = Promise.resolve();
  try {
    for (const [at, block] of blocks.entries()) {
      if (signal?.aborted) throw new CancelledError('the run was cancelled');
      const data = await reading;
      const next = blocks[at + 1];
      if (next !== undefined) reading = reads(next);
      const parts = await compute(block, data);
      await writing;
      writing = quietly(timed('write', block, write(block, parts)));
    }
  } finally {
    await writing;
  }
}
