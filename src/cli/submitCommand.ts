/** `brightfield submit PIPELINE.json --slurm N`: a run in blocks as an array of N jobs and a job that makes the files of what they leave. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { UserError } from '../core/errors.js';
import { told } from '../io/fileHandle.js';
import { isAddress } from '../io/zarr/httpStore.js';
import { documentInputs } from '../pipeline.js';
import { flagValue, isNumber, namedPaths, parseArguments } from './arguments.js';
import { parseBytes } from './blockWords.js';
import { checkDestinations, dtypeOption, readingOf, writingOf } from './files.js';
import type { Host } from './host.js';
import { kebab } from './names.js';
import { profileOption } from './profileOption.js';
import { checkNames, RUN_OPTIONS, readDocumentFile } from './runCommand.js';

/** What is for this command goes no further; all else goes to the runs. */
const { shard: _, explain: __, time: ___, ...passed } = RUN_OPTIONS;
export const SUBMIT_OPTIONS = { ...passed, slurm: 'value', sbatch: 'value', scripts: 'value', dryRun: 'flag' } as const;

/** Of the memory that a job asks for: what a run takes beside its blocks, in bytes, and the blocks' share. */
const [BESIDE, BLOCKS] = [1.5e9, 1.25];
const BUDGET = '4GiB';

export async function submitCommand(words: readonly string[], host: Host): Promise<void> {
  const { positionals, values, lists } = parseArguments('submit', words, SUBMIT_OPTIONS);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw new UserError(`submit: there must be one pipeline file, got ${positionals.join(' ') || 'none'}`);
  const count = values.get('slurm') ?? '';
  if (!/^[1-9]\d{0,4}$/.test(count))
    throw new UserError(`submit: --slurm must be the number of jobs, from 1 to 99999, got '${count}'`);
  const budget = values.get('budget') ?? BUDGET;
  const memory = Math.ceil((parseBytes('submit: --budget', budget) * BLOCKS + BESIDE) / 2 ** 20);
  readingOf('submit', values);
  writingOf('submit', values);
  dtypeOption('submit', values);
  const profile = await profileOption('submit', values);
  const document = await readDocumentFile(file);
  const inputs = namedPaths('submit', 'input', lists.get('input'));
  checkNames('input', inputs, documentInputs(document), true);
  const outputs = namedPaths('submit', 'output', lists.get('output'));
  checkNames('output', outputs, Object.keys(document.outputs), true);
  if ([...outputs.values()].includes('-')) throw new UserError('submit: results go to files, got -');
  await checkDestinations([...outputs.values()]);

  const options = Object.keys(passed).filter((name) => name !== 'budget' && values.has(name));
  const run = [
    ...[process.execPath, resolve(process.argv[1] ?? ''), 'run', resolve(file)],
    ...[...inputs].flatMap(([name, word]) => ['--input', `${name}=${isHere(word) ? resolve(word) : word}`]),
    ...[...outputs].flatMap(([name, path]) => ['--output', `${name}=${resolve(path)}`]),
    // every node has to cut the same blocks, whatever memory it has
    ...['--budget', budget],
    ...options.flatMap((name) => {
      const word = values.get(name) ?? '';
      // jobs may begin in another folder
      return [`--${kebab(name)}`, name === 'profile' && typeof profile === 'object' ? resolve(word) : word];
    }),
  ]
    .map(quoted)
    .join(' ');
  const name = basename(file, extname(file));
  const folder = resolve(values.get('scripts') ?? `${name}.slurm`);
  const common = [`--job-name=${quoted(`brightfield-${name}`)}`, `--mem=${memory}M`];
  const [shards, finish] = [join(folder, 'shards.sh'), join(folder, 'finish.sh')];
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw told(folder, error, 'its folder does not exist');
  });
  const array = [`--array=1-${count}`, '--requeue', `--output=${quoted(join(folder, 'shard-%a.txt'))}`];
  await writeScript(shards, [...common, ...array], `${run} --shard "$SLURM_ARRAY_TASK_ID/${count}"`);
  await writeScript(finish, [...common, '--requeue', `--output=${quoted(join(folder, 'finish.txt'))}`], run);
  if (flagValue('submit', 'dryRun', values.get('dryRun'))) return host.print(`${shards}\n${finish}`);
  const own = (values.get('sbatch') ?? '').split(/\s+/).filter((word) => word !== '');
  const job = await sbatch([...own, shards]);
  const last = await sbatch([...own, `--dependency=afterany:${job}`, finish]);
  host.print(`${count} shards: job ${job}\nthe files: job ${last}, when they have ended\nwhat they say: ${folder}`);
}

/** Whether a word is a path: neither a number nor an address. */
function isHere(word: string): boolean {
  return !isNumber(word) && !isAddress(word);
}

/** A word as a shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

async function writeScript(path: string, options: readonly string[], command: string): Promise<void> {
  const lines = ['#!/bin/bash', ...options.map((option) => `#SBATCH ${option}`), `exec ${command}`];
  try {
    await writeFile(path, `${lines.join('\n')}\n`);
    await chmod(path, 0o755);
  } catch (error) {
    throw told(path, error);
  }
}

/** Submits a script; the number of its job. */
function sbatch(words: readonly string[]): Promise<string> {
  const child = spawn('sbatch', ['--parsable', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  return new Promise((done, refuse) => {
    child.on('error', () =>
      refuse(new UserError('sbatch: no such program; submit where Slurm is, or write the scripts alone by --dry-run')),
    );
    child.on('close', (code) => {
      // the number, and the cluster's name behind a semicolon
      const [, job] = /^(\d+)/.exec(stdout.trim()) ?? [];
      if (code === 0 && job !== undefined) done(job);
      else refuse(new UserError(`sbatch: ${stderr.trim() || stdout.trim() || `it ended with ${code}`}`));
    });
  });
}
