/** Runs a node block by block: while one block is computed, the next is read and the one before is written. Memory is a few blocks. */
import { CancelledError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { type Box, wholeOf } from '../engine/box.js';
import type { Engine } from '../engine/engine.js';
import type { Node, Source } from '../graph/node.js';
import { boxData } from './boxData.js';
import { type FirstPass, type Pass, planStream, type StreamPlan } from './passes.js';
import { type BlockSink, hostSink } from './sink.js';
import { type BlockSource, isBlockSource } from './source.js';
import { sourcesOf } from './sourcesOf.js';

export interface RunBlocksOptions {
  /** Bytes of memory for all that is held at a time: blocks read, computed and written. The engine's own budget unless said. */
  readonly budget?: number;
  /** Gives the run up between two blocks: it rejects with `CancelledError`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the share done, 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
  /** Blocks that are not needed, by their place in the plan: they are there already, or somebody else makes them. */
  readonly skips?: (block: number) => boolean;
  /** Called when a block of the result has been written. */
  readonly written?: (block: number) => void | Promise<void>;
  /** Where what passes beforehand make is kept, so that it is there when the run is begun again, or for others who run the same. */
  readonly records?: PassRecords | undefined;
  /** Which blocks of the passes beforehand are made first; all others once those are there, unless somebody else has made them by then. */
  readonly shard?: { readonly index: number; readonly count: number } | undefined;
  /** The plan, where it was made before. */
  readonly plan?: StreamPlan;
}

/** What passes beforehand have made, by pass and block, counted from 0: as many volumes as the pass holds. */
export interface PassRecords {
  read(pass: number, block: number, parts: number): Promise<readonly HostVolume[] | undefined>;
  write(pass: number, block: number, parts: readonly HostVolume[]): Promise<void>;
}

/** The plan of `runBlocks`: its first passes and its blocks. Throws as that does. */
export function planOf(
  engine: Engine,
  node: Node,
  sink: Pick<BlockSink, 'grain'>,
  budget = engine.limits.budget,
): StreamPlan {
  const cut = new Set(sourcesOf([node]).filter(isBlockSource));
  return planStream(engine, node, cut, { budget, grain: sink.grain });
}

/**
 * Computes a node whose sources may be larger than the memory, block by block into a sink: bit for bit what `engine.run` makes of it, borders
 * included. What needs all of a source through something small (a mean, a threshold, a range) takes a pass over it beforehand. Sources that
 * are no `BlockSource` are read whole. Throws `UserError` where an operation needs all of something large (labels, transforms, solvers), or
 * where the budget is too small, before anything is read.
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
  node: Node,
  sink: BlockSink,
  options: RunBlocksOptions = {},
): Promise<void> {
  const plan = options.plan ?? planOf(engine, node, sink, options.budget);
  const { signal, progress, skips = () => false, written } = options;
  const wanted = plan.last.plan.blocks.flatMap((_, block) => (skips(block) ? [] : [block]));
  if (wanted.length === 0) return;
  const total = plan.first.reduce((sum, { plan: { blocks } }) => sum + blocks.length, wanted.length);
  let done = 0;
  const step = (): void => progress?.(++done / total);
  for (const [at, pass] of plan.first.entries()) await runPass(engine, pass, at, options, step);
  await throughBlocks(engine, plan.last, wanted, signal, async (block, [part]) => {
    await sink.write(plan.last.plan.blocks[block] as Box, part as HostVolume);
    await written?.(block);
    step();
  });
}

/** Makes what a pass holds: of each block what was recorded, or what is computed now. */
async function runPass(
  engine: Engine,
  pass: FirstPass,
  number: number,
  { records, shard, signal }: RunBlocksOptions,
  step: () => void,
): Promise<void> {
  const { regional, held, plan } = pass;
  const sinks = held.map((each) => hostSink(each));
  const left = new Set(plan.blocks.keys());
  const put = async (block: number, parts: readonly HostVolume[]): Promise<void> => {
    const box = plan.blocks[block] as Box;
    if (regional.summed) addUp((sinks[0] as (typeof sinks)[0]).volume, parts[0] as HostVolume);
    else await Promise.all(parts.map((part, at) => sinks[at]?.write(box, part)));
    left.delete(block);
    step();
  };
  const recorded = async (block: number): Promise<void> => {
    const parts = await records?.read(number, block, held.length);
    if (parts) await put(block, parts);
  };
  const compute = (blocks: readonly number[]): Promise<void> =>
    throughBlocks(engine, pass, blocks, signal, async (block, parts) => {
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
  for (const [at, each] of held.entries()) {
    engine.forget(each);
    each.data = sinks[at]?.volume;
  }
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
  blocks: readonly number[],
  signal: AbortSignal | undefined,
  write: (block: number, parts: readonly HostVolume[]) => Promise<void>,
): Promise<void> {
  if (blocks.length === 0) return;
  const boxOf = (block: number): Box => plan.blocks[block] as Box;
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
    const made = await engine.runRegion(regional, asked(block), data, signal ? { signal } : {});
    const { outputs } = regional.needs(asked(block));
    try {
      const parts: HostVolume[] = [];
      for (const [at, volume] of made.entries()) {
        const whole = outputs[at] as Box;
        const box = regional.summed ? wholeOf(volume.shape) : boxOf(block);
        parts.push(boxData(await volume.read(), regional.summed ? box : whole, box));
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
  let reading = quietly(read(blocks[0] as number));
  let writing: Promise<void> = Promise.resolve();
  try {
    for (const [at, block] of blocks.entries()) {
      if (signal?.aborted) throw new CancelledError('the run was cancelled');
      const data = await reading;
      const next = blocks[at + 1];
      if (next !== undefined) reading = quietly(read(next));
      const parts = await compute(block, data);
      await writing;
      writing = quietly(write(block, parts));
    }
  } finally {
    await writing;
  }
}
