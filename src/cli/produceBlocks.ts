import { formatShape } from '../core/axes.js';
import { UserError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
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
import { type Job, type JobFacts, openJob, type Shard } from '../stream/job/job.js';
import { type TargetKind, targetKind } from '../stream/job/target.js';
import { lasting } from '../stream/lasting.js';
import type { StreamPlan } from '../stream/passes.js';
import { formatReach, reachOf } from '../stream/reach.js';
import { planOf, runBlocks, type Stage } from '../stream/runBlocks.js';
import { hostSink } from '../stream/sink.js';
import { hostBlocks, stackBlocks } from '../stream/source.js';
import { blockTimes } from './blockTimes.js';
import { asWritten, checkFits, isOneVoxel, printedNumber, type Reading, readInput } from './files.js';
import type { Host } from './host.js';
import { digest, identityOf } from './identity.js';
import { openPlanes } from './planes.js';
import { named } from './produce.js';
import { VERSIONS } from './versions.js';

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

/** Computes the outputs one after the other, each into its file. */
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

interface Part {
  readonly name: string;
  readonly node: Node;
  readonly plan: StreamPlan;
  /** What its blocks went through. */
  readonly stages: Stage[];
}

/** An output that becomes a file. */
interface FilePart extends Part {
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
  const files: FilePart[] = [];
  const numbers: Part[] = [];
  const { shard, time } = request;
  const { signal } = host;
  try {
    for (const [name, node] of nodes) {
      const path = request.outputs.get(name);
      const isFile = path !== undefined && path !== '-';
      const kind = isFile ? targetKind(path, describedBy(node), request.writing) : undefined;
      const part = planned(engine, name, node, kind, request.budget, explain);
      if (isFile && kind) files.push(await opened(engine, part, path, kind, source, request));
      else if (path === '-') numbers.push(part);
    }
    const all = [...files, ...numbers];
    const over = files.some(({ job }) => job.over);
    if (!over)
      for (const [at, part] of files.entries()) await computeBlocks(engine, part, at, all.length, request, host);
    if (!over && !shard) {
      for (const { job } of files) await host.whole(() => job.place(signal));
      for (const { job } of files) await job.conclude();
    }
    // printed together: where the device is lost, all of this is done again
    const texts: string[] = [];
    for (const [at, part] of numbers.entries())
      if (shard) host.warn(`${part.name} is printed by the same command without --shard`);
      else texts.push(await computeNumber(engine, part, files.length + at, all.length, host));
    for (const [at, text] of texts.entries())
      host.print(texts.length > 1 ? named(numbers[at]?.name ?? '', text) : text);
    if (over || !shard) for (const { job } of files) await job.remove();
    if (time) host.print(blockTimes(all.map((part) => ({ ...part, passes: part.plan.first.length + 1 }))));
  } finally {
    for (const { job } of files) await job.close();
  }
}

/** Plans an output and tells the plan. */
function planned(
  engine: Engine,
  name: string,
  node: Node,
  kind: TargetKind | undefined,
  budget: number,
  explain: (text: string) => void,
): Part {
  // the rest is for chunks that are kept
  const plan = planOf(engine, node, kind ?? { grain: {} }, budget, 1 - CACHE);
  explain([name, ...looksOf(node), explainStream(plan)].join('\n'));
  return { name, node, plan, stages: [] };
}

/** Opens the job of an output that becomes a file. */
async function opened(
  engine: Engine,
  part: Part,
  path: string,
  kind: TargetKind,
  source: string,
  { document, reading, writing, dtype: wanted, shard, budget }: BlocksRequest,
): Promise<FilePart> {
  const { name, node, plan } = part;
  const description = describedBy(node);
  const facts = {
    version: VERSIONS.brightfield ?? '',
    pipeline: digest(JSON.stringify([document, name, wanted ?? '', reading, writing])).slice(0, 16),
    source,
    profile: engine.profileName,
    adapter: engine.adapter.name,
    'size of blocks': JSON.stringify([...plan.first, plan.last].map((pass) => pass.plan.size)),
  };
  const blocks = plan.last.plan.blocks.length;
  return {
    ...part,
    path,
    job: await openJob({ path, description, kind, facts, remarks: { budget: `${budget}` }, goOn, blocks, shard }),
  };
}

/** What brings a job on that was begun otherwise. */
function goOn(fact: string, { version, profile, adapter, budget }: JobFacts): string {
  const ways: Readonly<Record<string, string>> = {
    version: `go on with brightfield ${version}`,
    pipeline: 'go on with the pipeline and the options of files that it was begun with',
    source: 'go on with the files as they were',
    profile: `go on with --profile ${profile}`,
    adapter: `go on where ${adapter} is`,
    'size of blocks': `go on with --budget ${budget}`,
  };
  return ways[fact] ?? 'run it as it was begun';
}

function describedBy({ shape, dtype, spacing, unit, layout }: Node): Description {
  return { shape, dtype, spacing, unit, layout };
}

async function computeBlocks(
  engine: Engine,
  { path, node, plan, job, stages }: FilePart,
  at: number,
  count: number,
  { shard }: BlocksRequest,
  host: Host,
): Promise<void> {
  const { skips, written, records } = job;
  const options = { plan, ...toldTo(host, stages, at, count), skips, written, records, shard };
  await runBlocks(engine, node, job, options);
  if (!shard) return;
  const missing = await job.missing();
  host.warn(
    missing > 0
      ? `${path}: ${missing} of ${plan.last.plan.blocks.length} blocks are left to other shards`
      : `${path}: all blocks are there; the same command without --shard makes the file of them`,
  );
}

async function computeNumber(
  engine: Engine,
  { node, plan, stages }: Part,
  at: number,
  count: number,
  host: Host,
): Promise<string> {
  const sink = hostSink(describedBy(node));
  await runBlocks(engine, node, sink, { plan, ...toldTo(host, stages, at, count) });
  return printedNumber(asWritten(sink.volume));
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
