/** Pipelines over files that are larger than the memory: block by block, recorded, and begun again where they stood. */
import { stat } from 'node:fs/promises';
import { voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { Base, Profile } from '../engine/profile.js';
import type { PipelineDocument } from '../graph/document/form.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { type FileStack, openStack } from '../io/files.js';
import { formatOf, type WriteOptions, writableFormatOf } from '../io/formats.js';
import { hdf5Path } from '../io/hdf5Path.js';
import { isAddress } from '../io/zarr/httpStore.js';
import { fromDocument } from '../pipeline.js';
import { cast } from '../registry.js';
import { explainStream } from '../stream/explainStream.js';
import { type Job, openJob, type Shard } from '../stream/job/job.js';
import { targetKind } from '../stream/job/target.js';
import { lasting } from '../stream/lasting.js';
import type { StreamPlan } from '../stream/passes.js';
import { formatReach, reachOf } from '../stream/reach.js';
import { planOf, runBlocks } from '../stream/runBlocks.js';
import { stackBlocks } from '../stream/source.js';
import { checkFits, type Reading, readInput } from './files.js';
import type { Host } from './host.js';
import { digest, identityOf } from './identity.js';

export interface BlocksRequest {
  readonly document: PipelineDocument;
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly reading: Reading;
  readonly writing: WriteOptions;
  readonly dtype: string | undefined;
  readonly explain: boolean;
  readonly budget: number;
  readonly shard: Shard | undefined;
  readonly profile: Base | Profile | undefined;
}

/** The share of the budget that decoded chunks of the sources may take, all together. */
const CACHE = 1 / 8;

/** A number of bytes such as `512MiB`. Throws `UserError` for what is none. */
export function parseBytes(what: string, text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGT]i?)?B?$/i.exec(text) ?? [];
  const power = unit ? ' KMGT'.indexOf((unit[0] ?? '').toUpperCase()) : 0;
  if (number === undefined) throw new UserError(`${what} must be a number of bytes such as 512MiB, got '${text}'`);
  return Math.floor(Number(number) * (unit.length === 1 ? 1000 : 1024) ** power);
}

/** Which part of the blocks, such as `2/6`. Throws `UserError` for what is none. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new UserError(`run: --shard must be i/n with i from 1 to n, got '${text}'`);
  return { index, count };
}

/** Whether the input files hold more than so many bytes, as far as that is known without reading them. */
export async function inputsExceed(
  inputs: ReadonlyMap<string, string>,
  reading: Reading,
  bytes: number,
): Promise<boolean> {
  let sum = 0;
  for (const word of inputs.values()) {
    await using stack = await openPlanes(word, reading);
    if (!stack) continue;
    const { shape, dtype } = stack.description;
    sum += voxels(shape) * DTYPES[dtype].bytes;
  }
  return sum > bytes;
}

/** What is read in parts; undefined for what is read whole: numbers, a DICOM series, and formats that have no planes. */
async function openPlanes(word: string, reading: Reading, cacheBytes = 0): Promise<FileStack | undefined> {
  if (hdf5Path(word)) return openStack(word, { ...reading, maxBytes: Number.MAX_SAFE_INTEGER });
  const found = isAddress(word) ? undefined : await stat(word).catch(() => undefined);
  if (!found && !isAddress(word)) return undefined;
  if (found && !found.isDirectory() && formatOf(word).openPlanes === undefined) return undefined;
  const options = { ...reading, cacheBytes, maxBytes: Number.MAX_SAFE_INTEGER };
  if (!found?.isDirectory()) return openStack(word, options);
  return openStack(word, options).catch((error: unknown) => {
    if (error instanceof UserError && /is read whole$/.test(error.message)) return undefined;
    throw error;
  });
}

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
      } else volumes[name] = await readInput(`run: --input ${name}`, word, reading);
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

interface Part {
  readonly path: string;
  readonly node: Node;
  readonly plan: StreamPlan;
  readonly job: Job;
}

/** All blocks of all files, then the files: a run that is killed anywhere has all that was made. */
async function produceWith(
  engine: Engine,
  nodes: ReadonlyMap<string, Node>,
  source: string,
  request: BlocksRequest,
  host: Host,
  explain: (text: string) => void,
): Promise<void> {
  const parts: Part[] = [];
  const { shard } = request;
  const { signal } = host;
  try {
    for (const [name, node] of nodes) {
      const part = await opened(engine, name, node, source, request, explain);
      if (part) parts.push(part);
    }
    if (!parts.some(({ job }) => job.over)) {
      for (const [at, part] of parts.entries()) await computeBlocks(engine, part, at, parts.length, request, host);
      if (shard) return;
      for (const { job } of parts) await host.whole(() => job.place(signal));
      for (const { job } of parts) await job.conclude();
    }
    for (const { job } of parts) await job.remove();
  } finally {
    for (const { job } of parts) await job.close();
  }
}

/** Plans an output, tells the plan, and opens its job where there is a file for it. */
async function opened(
  engine: Engine,
  name: string,
  node: Node,
  source: string,
  { document, outputs, reading, writing, dtype: wanted, budget, shard }: BlocksRequest,
  explain: (text: string) => void,
): Promise<Part | undefined> {
  const path = outputs.get(name);
  const { shape, dtype, spacing, unit, layout } = node;
  const description = { shape, dtype, spacing, unit, layout };
  const kind = path === undefined ? undefined : targetKind(path, description, writing);
  // the rest is for chunks that are kept
  const plan = planOf(engine, node, kind ?? { grain: {} }, budget * (1 - CACHE));
  explain([name, ...looksOf(node), explainStream(plan)].join('\n'));
  if (path === undefined || !kind) return undefined;
  const facts = {
    pipeline: digest(JSON.stringify([document, name, wanted ?? '', reading, writing])),
    source,
    profile: engine.profileName,
    adapter: engine.adapter.name,
    'size of blocks': JSON.stringify([...plan.first, plan.last].map((pass) => pass.plan.size)),
  };
  const blocks = plan.last.plan.blocks.length;
  return { path, node, plan, job: await openJob({ path, description, kind, facts, blocks, shard }) };
}

async function computeBlocks(
  engine: Engine,
  { path, node, plan, job }: Part,
  at: number,
  count: number,
  { shard }: BlocksRequest,
  { signal, progress, warn }: Host,
): Promise<void> {
  const { skips, written, records } = job;
  const share = progress && ((done: number): void => progress((at + done) / count));
  await runBlocks(engine, node, job, { plan, signal, progress: share, skips, written, records, shard });
  if (!shard) return;
  const missing = await job.missing();
  warn(
    missing > 0
      ? `${path}: ${missing} of ${plan.last.plan.blocks.length} blocks are left to other shards`
      : `${path}: all blocks are there; the same command without --shard makes the file of them`,
  );
}

/** What of each file is read for a block of the result, a line each. */
function looksOf(node: Node): string[] {
  return [...reachOf(node)].map(
    ([source, reach]) => `reads ${'name' in source ? source.name : 'a source'}: ${formatReach(reach)}`,
  );
}

async function checkSink(name: string, path: string, node: Node, writing: WriteOptions): Promise<void> {
  if (path === '-') throw new UserError(`${name}: a result that is computed in blocks is written to a file, got -`);
  const { planeWriter, writeStore, name: format } = writableFormatOf(path);
  if (!planeWriter && !writeStore)
    throw new UserError(`${path}: ${format} is not written in blocks; npy, tiff and ome-zarr are`);
  await checkFits(path, node, writing);
}
