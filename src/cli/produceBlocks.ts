/** Pipelines over files that are larger than the memory: block by block, recorded, and begun again where they stood. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { PipelineDocument } from '../graph/document/form.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { type FileStack, openStack } from '../io/files.js';
import { formatOf, writableFormatOf } from '../io/formats.js';
import { fromDocument } from '../pipeline.js';
import { cast } from '../registry.js';
import { explainStream } from '../stream/explainStream.js';
import { openJob, type Shard } from '../stream/job.js';
import { formatReach, reachOf } from '../stream/reach.js';
import { planOf, runBlocks } from '../stream/runBlocks.js';
import { stackBlocks } from '../stream/source.js';
import { isNumber } from './arguments.js';
import { checkFits, type Reading, readInput } from './files.js';
import type { Host } from './host.js';

export interface BlocksRequest {
  readonly document: PipelineDocument;
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly reading: Reading;
  readonly dtype: string | undefined;
  readonly explain: boolean;
  readonly budget: number;
  readonly shard: Shard | undefined;
}

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
    if (!(await hasPlanes(word))) continue;
    await using stack = await openStack(word, reading);
    const { shape, dtype } = stack.description;
    sum += voxels(shape) * DTYPES[dtype].bytes;
  }
  return sum > bytes;
}

async function hasPlanes(word: string): Promise<boolean> {
  const found = await stat(word).catch(() => undefined);
  if (!found) return false;
  if (found.isDirectory()) return /\.zarr$/i.test(word);
  return formatOf(word).openPlanes !== undefined;
}

/** Computes the outputs one after the other, each into its file. */
export async function produceBlocks(request: BlocksRequest, host: Host): Promise<void> {
  const { document, inputs, reading } = request;
  const volumes: Record<string, Input> = {};
  const identities: string[] = [];
  const stacks: FileStack[] = [];
  try {
    for (const [name, word] of inputs) {
      if (await hasPlanes(word)) {
        const stack = await openStack(word, reading);
        stacks.push(stack);
        volumes[name] = stackBlocks(stack, word);
      } else volumes[name] = await readInput(`run: --input ${name}`, word, reading);
      identities.push(`${name} ${await identityOf(word)}`);
    }
    using engine = await openEngine({ warn: (line) => host.warn(line) });
    const outputs = Object.entries(fromDocument(document, volumes));
    for (const [name, node] of outputs) await produceOutput(engine, name, node, identities.join('; '), request, host);
  } finally {
    for (const stack of stacks) await stack.close();
  }
}

async function produceOutput(
  engine: Engine,
  name: string,
  given: Node,
  source: string,
  { document, outputs, reading, dtype: wanted, explain, budget, shard }: BlocksRequest,
  host: Host,
): Promise<void> {
  const path = outputs.get(name);
  if (path === undefined && !(explain && outputs.size === 0)) return;
  const node = wanted === undefined ? given : cast(given, { dtype: wanted as 'f32' });
  const plan = planOf(engine, node, { grain: {} }, budget);
  if (explain) host.print([name, ...looksOf(node), explainStream(plan)].join('\n'));
  if (path === undefined) return;
  await checkSink(name, path, node);
  const { size, blocks } = plan.last.plan;
  const facts = {
    pipeline: digest(JSON.stringify([document, name, wanted ?? '', reading])),
    source,
    profile: engine.profileName,
    adapter: engine.adapter.name,
    size: JSON.stringify(size),
  };
  const { shape, dtype, spacing, unit, layout } = node;
  const job = await openJob(path, { shape, dtype, spacing, unit, layout }, facts, blocks.length, shard);
  try {
    const { signal, progress } = host;
    await runBlocks(engine, node, job, { plan, signal, progress, skips: job.skips, written: job.written });
    const missing = await host.whole(() => job.finish());
    if (missing > 0) host.warn(`${path}: ${missing} of ${blocks.length} blocks are left to other shards`);
  } finally {
    await job.close();
  }
}

/** What of each file is read for a block of the result, a line each. */
function looksOf(node: Node): string[] {
  return [...reachOf(node)].map(
    ([source, reach]) => `reads ${'name' in source ? source.name : 'a source'}: ${formatReach(reach)}`,
  );
}

async function checkSink(name: string, path: string, node: Node): Promise<void> {
  if (path === '-') throw new UserError(`${name}: a result that is computed in blocks is written to a file, got -`);
  const { planeWriter, name: format } = writableFormatOf(path);
  if (!planeWriter) throw new UserError(`${path}: ${format} is not written in blocks; npy and tiff are`);
  await checkFits(path, node);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What tells that a file is the same: its place, its size and when it was changed; of a number, that. */
async function identityOf(word: string): Promise<string> {
  const found = await stat(word).catch(() => undefined);
  if (!found) return isNumber(word) ? word : resolve(word);
  return `${resolve(word)} ${found.size} bytes of ${found.mtime.toISOString()}`;
}
