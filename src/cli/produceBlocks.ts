import { formatShape } from '../core/axes.js';
import { UserError } from '../core/errors.js';
import { descriptionOf, HostVolume } from '../core/hostVolume.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { Base, Profile } from '../engine/profile.js';
import type { PipelineDocument } from '../graph/document/form.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import type { FileStack } from '../io/files.js';
import { type WriteOptions, writableFormatOf } from '../io/formats.js';
import { fromDocument } from '../pipeline.js';
import { cast } from '../registry.js';
import { explainStream } from '../stream/explainStream.js';
import { formatBytes } from '../stream/formatBytes.js';
import type { Job, Shard } from '../stream/job/job.js';
import { targetKind } from '../stream/job/target.js';
import { lasting } from '../stream/lasting.js';
import { formatReach, reachOf } from '../stream/reach.js';
import { runBlocks, type Stage } from '../stream/runBlocks.js';
import { hostSink } from '../stream/sink.js';
import { hostBlocks, stackBlocks } from '../stream/source.js';
import { jobOf } from './blockJob.js';
import { blockTimes } from './blockTimes.js';
import { type Asked, type Walk, walksOf } from './blockWalks.js';
import { asWritten, checkFits, isOneVoxel, printedNumber, type Reading, readInput } from './files.js';
import type { Host } from './host.js';
import { identityOf } from './identity.js';
import { openPlanes } from './planes.js';
import { named } from './produce.js';

export interface BlocksRequest {
  readonly document: PipelineDocument;
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly reading: Reading;
  readonly writing: WriteOptions;
  readonly dtype: string | undefined;
  readonly explain: boolean;
  readonly time: boolean;
  readonly budget: number;
  readonly shard: Shard | undefined;
  readonly profile: Base | Profile | undefined;
}

/** The share of the budget that decoded chunks of the sources may take, all together. */
const CACHE = 1 / 8;

/** Computes the outputs, each into its file; those of the same lengths together. */
export async function produceBlocks(request: BlocksRequest, host: Host): Promise<void> {
  const { document, inputs, outputs, reading, writing, budget, dtype, explain, profile } = request;
  const volumes: Record<string, Input> = {};
  const identities: string[] = [];
  const stacks: FileStack[] = [];
  try {
    for (const [name, word] of inputs) {
      const stack = await openPlanes(word, reading, (budget * CACHE) / inputs.size);
      if (stack) {
        stacks.push(stack);
        volumes[name] = stackBlocks(stack, word);
      } else volumes[name] = inParts(await readInput(`run: --input ${name}`, word, reading), word, host);
      identities.push(`${name} ${await identityOf(word)}`);
    }
    const nodes = new Map<string, Node>();
    for (const [name, given] of Object.entries(fromDocument(document, volumes))) {
      const path = outputs.get(name);
      if (path === undefined && !(explain && outputs.size === 0)) continue;
      const node = dtype === undefined ? given : cast(given, { dtype: dtype as 'f32' });
      if (path !== undefined) await checkSink(name, path, node, writing);
      nodes.set(name, node);
    }
    let plans = explain ? (text: string) => host.print(text) : () => undefined;
    await lasting(
      () => openEngine({ warn: (line) => host.warn(line), ...(profile && { profile }) }),
      (engine) => produceWith(engine, nodes, identities.join('; '), request, host, plans),
      ({ message }) => {
        plans = () => undefined;
        host.warn(`${message}; going on with the blocks that are left`);
      },
    );
  } finally {
    for (const stack of stacks) await stack.close();
  }
}

/** What was read whole, and goes to the device in parts all the same. */
function inParts(input: Input, word: string, host: Host): Input {
  if (!(input instanceof HostVolume)) return input;
  host.warn(`${word}: files of its kind are read whole: ${formatBytes(input.data.byteLength)} beside the budget`);
  return { ...hostBlocks(input), name: word };
}

/** An output that becomes a file. */
interface FilePart extends Asked {
  readonly path: string;
  readonly job: Job;
}

/** All blocks of all files, then the files: a run that is killed anywhere has all that was made. Numbers that are printed are computed last. */
async function produceWith(
  engine: Engine,
  nodes: ReadonlyMap<string, Node>,
  source: string,
  request: BlocksRequest,
  host: Host,
  explain: (text: string) => void,
): Promise<void> {
  const files: Walk<FilePart>[] = [];
  const { shard, time, outputs, writing, budget } = request;
  const { signal } = host;
  const asked = [...nodes].map(([name, node]): Asked => {
    const path = outputs.get(name);
    const isFile = path !== undefined && path !== '-';
    return {
      name,
      node,
      printed: path === '-',
      kind: isFile ? targetKind(path, descriptionOf(node), writing) : undefined,
    };
  });
  // the rest is for chunks that are kept
  const walks = walksOf(engine, asked, budget, 1 - CACHE);
  for (const { name, parts, plan } of walks)
    explain([name, ...new Set(parts.flatMap(({ node }) => looksOf(node))), explainStream(plan)].join('\n'));
  const numbers = walks.filter(({ parts }) => parts[0]?.printed);
  const opening: FilePart[] = [];
  try {
    for (const walk of walks) {
      const parts: FilePart[] = [];
      for (const each of walk.parts) {
        const path = outputs.get(each.name);
        if (!each.kind || path === undefined) continue;
        const part = {
          ...each,
          path,
          job: await jobOf(engine, walk, each, { kind: each.kind, path }, source, request),
        };
        parts.push(part);
        opening.push(part);
      }
      if (parts.length > 0) files.push({ ...walk, parts });
    }
    const count = files.length + numbers.length;
    const over = opening.some(({ job }) => job.over);
    if (!over) for (const [at, walk] of files.entries()) await computeBlocks(engine, walk, at, count, request, host);
    if (!over && !shard) {
      for (const { job } of opening) await host.whole(() => job.place(signal));
      for (const { job } of opening) await job.conclude();
    }
    // printed together: where the device is lost, all of this is done again
    const texts: [name: string, text: string][] = [];
    for (const [at, walk] of numbers.entries())
      if (shard) host.warn(`${walk.name} is printed by the same command without --shard`);
      else texts.push(...(await computeNumbers(engine, walk, files.length + at, count, host)));
    for (const [name, text] of texts) host.print(texts.length > 1 ? named(name, text) : text);
    if (over || !shard) for (const { job } of opening) await job.remove();
    if (time)
      host.print(blockTimes([...files, ...numbers].map((walk) => ({ ...walk, passes: walk.plan.first.length + 1 }))));
  } finally {
    for (const { job } of opening) await job.close();
  }
}

async function computeBlocks(
  engine: Engine,
  { parts, plan, stages }: Walk<FilePart>,
  at: number,
  count: number,
  { shard }: BlocksRequest,
  host: Host,
): Promise<void> {
  const jobs = parts.map(({ job }) => job);
  await runBlocks(
    engine,
    parts.map(({ node }) => node),
    jobs,
    {
      ...{ plan, shard, ...toldTo(host, stages, at, count) },
      // what passes make is kept by the first for all
      records: jobs[0]?.records,
      skips: (block, part) => jobs[part]?.skips(block) ?? true,
      written: (block, part) => jobs[part]?.written(block),
    },
  );
  for (const { path, job } of shard ? parts : []) {
    const missing = await job.missing();
    host.warn(
      missing > 0
        ? `${path}: ${missing} of ${plan.last.plan.blocks.length} blocks are left to other shards`
        : `${path}: all blocks are there; the same command without --shard makes the file of them`,
    );
  }
}

async function computeNumbers(
  engine: Engine,
  { parts, plan, stages }: Walk,
  at: number,
  count: number,
  host: Host,
): Promise<[name: string, text: string][]> {
  const nodes = parts.map(({ node }) => node);
  const sinks = nodes.map((node) => hostSink(descriptionOf(node)));
  await runBlocks(engine, nodes, sinks, { plan, ...toldTo(host, stages, at, count) });
  return sinks.map(({ volume }, part) => [parts[part]?.name ?? '', printedNumber(asWritten(volume))]);
}

/** Whom a run tells how far it is: the `at`th of `count`. */
function toldTo({ signal, progress }: Host, stages: Stage[], at: number, count: number) {
  const share = progress && ((done: number): void => progress((at + done) / count));
  return { signal, progress: share, stage: (stage: Stage): void => void stages.push(stage) };
}

/** What of each file is read for a block of the result, a line each. */
function looksOf(node: Node): string[] {
  return [...reachOf(node)].map(
    ([source, reach]) => `reads ${'name' in source ? source.name : 'a source'}: ${formatReach(reach)}`,
  );
}

async function checkSink(name: string, path: string, node: Node, writing: WriteOptions): Promise<void> {
  if (path === '-') {
    if (!isOneVoxel(node))
      throw new UserError(
        `${name}: only a number can be printed, and this has ${formatShape(node.shape)}: name a file for it`,
      );
    return;
  }
  const { planeWriter, writeStore, name: format } = writableFormatOf(path);
  if (!planeWriter && !writeStore)
    throw new UserError(`${path}: ${format} is not written in blocks; npy, tiff and ome-zarr are`);
  await checkFits(path, node, writing);
}
