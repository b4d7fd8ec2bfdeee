/** `brightfield run PIPELINE.json`: a pipeline document on files. */
import { readFile, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { UserError } from '../core/errors.js';
import { MAX_TEXT_BYTES, type PipelineDocument } from '../graph/document/form.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { told } from '../io/fileHandle.js';
import { checkPipeline, documentInputs, fromDocument, parseDocument } from '../pipeline.js';
import { flagValue, namedPaths, parseArguments } from './arguments.js';
import { parseBytes, parseShard } from './blockWords.js';
import { checkDestinations, dtypeOption, type Reading, readInput, readingOf, writingOf } from './files.js';
import type { Host } from './host.js';
import { suggestion } from './names.js';
import { inputsExceed } from './planes.js';
import { produce } from './produce.js';
import { produceBlocks } from './produceBlocks.js';
import { profileOption } from './profileOption.js';

/** What `run` is told beside its pipeline. */
export const RUN_OPTIONS = {
  input: 'list',
  output: 'list',
  explain: 'flag',
  time: 'flag',
  layout: 'value',
  axes: 'value',
  dtype: 'value',
  level: 'value',
  profile: 'value',
  budget: 'value',
  shard: 'value',
  compression: 'value',
  ngff: 'value',
  chunks: 'value',
  shards: 'value',
} as const;

export async function runCommand(words: readonly string[], host: Host): Promise<void> {
  const { positionals, values, lists } = parseArguments('run', words, RUN_OPTIONS);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw new UserError(`run: there must be one pipeline file, got ${positionals.join(' ') || 'none'}`);
  const explain = flagValue('run', 'explain', values.get('explain'));
  const time = flagValue('run', 'time', values.get('time'));
  const reading = readingOf('run', values);
  const dtype = dtypeOption('run', values);
  const writing = writingOf('run', values);
  const profile = await profileOption('run', values);
  const document = await readDocumentFile(file);
  const inputs = namedPaths('run', 'input', lists.get('input'));
  checkNames('input', inputs, documentInputs(document), true);
  const outputs = namedPaths('run', 'output', lists.get('output'));
  // a plan can be read without a result
  checkNames('output', outputs, Object.keys(document.outputs), !(explain && outputs.size === 0));
  await checkDestinations([...outputs.values()]);

  await host.enter();
  const budget = await memoryFor(values, inputs, reading);
  if (budget !== undefined) {
    const shard = values.has('shard') ? parseShard(values.get('shard') ?? '') : undefined;
    const asked = { document, inputs, outputs, reading, writing, dtype, explain, time, budget, shard, profile };
    return produceBlocks(asked, host);
  }
  const nodes = await documentNodes(document, inputs, reading);
  await produce(nodes, { paths: outputs, dtype, writing, explain, time, profile }, host);
}

/** The share of the memory that input files may have to be computed at once: results and what comes between them want as much and more. */
const AT_ONCE = 1 / 8;

/** The bytes of memory that blocks may take, where the inputs are too large for it or blocks are asked for. */
async function memoryFor(
  values: ReadonlyMap<string, string>,
  inputs: ReadonlyMap<string, string>,
  reading: Reading,
): Promise<number | undefined> {
  const given = values.get('budget') ?? process.env.BRIGHTFIELD_BUDGET;
  const budget = given ? parseBytes('run: --budget', given) : totalmem() / 2;
  return values.has('shard') || (await inputsExceed(inputs, reading, budget * AT_ONCE)) ? budget : undefined;
}

/** A pipeline from a file. Throws `UserError` where there is none, `PipelineError` where it is wrong. */
export async function readDocumentFile(path: string): Promise<PipelineDocument> {
  const refuse = (cause: unknown): never => {
    throw told(path, cause);
  };
  const { size } = await stat(path).catch(refuse);
  if (size > MAX_TEXT_BYTES)
    throw new UserError(`${path}: a pipeline must be at most ${MAX_TEXT_BYTES} bytes, got ${size}`);
  const document = parseDocument(await readFile(path, 'utf8').catch(refuse));
  checkPipeline(document);
  return document;
}

/** The outputs of a document over files. */
async function documentNodes(
  document: PipelineDocument,
  inputs: ReadonlyMap<string, string>,
  reading: Reading,
): Promise<Map<string, Node>> {
  const volumes: Record<string, Input> = {};
  for (const [name, word] of inputs) volumes[name] = await readInput(`run: --input ${name}`, word, reading);
  return new Map(Object.entries(fromDocument(document, volumes)));
}

/** Refuses names that the document does not have, and, where all are wanted, those that are missing. */
export function checkNames(
  what: 'input' | 'output',
  given: ReadonlyMap<string, string>,
  known: readonly string[],
  all: boolean,
): void {
  const other = [...given.keys()].find((name) => !known.includes(name));
  if (other !== undefined)
    throw new UserError(
      `run: the pipeline's ${what}s are ${known.join(', ') || 'none'}, got '${other}'${suggestion(other, known)}`,
    );
  const missing = known.filter((name) => !given.has(name));
  if (all && missing.length > 0)
    throw new UserError(`run: a file must be given for ${missing.map((name) => `--${what} ${name}=…`).join(' ')}`);
}
