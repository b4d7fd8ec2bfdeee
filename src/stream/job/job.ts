/**
 * A result that is written in blocks over hours, by one process or several (Node only). Beside the file stands a folder with the blocks so far,
 * what they are of, and which are safe: a block is named there only once its bytes are on the disk. Whoever runs the same again goes on from
 * there, also after kill -9, and puts the file in its place. Another pipeline, source, profile or adapter is refused.
 */
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Description } from '../../core/hostVolume.js';
import { flushFolder, writeDurably } from '../../io/durable.js';
import { told } from '../../io/fileHandle.js';
import type { PassRecords } from '../runBlocks.js';
import type { BlockSink } from '../sink.js';
import { agreeOn, type JobTerms } from './facts.js';
import { holderOf, type Lock, takeLock } from './lock.js';
import { note, readNotes } from './noted.js';
import { passRecords } from './passRecords.js';
import type { Target, TargetKind } from './target.js';

export type { JobFacts } from './facts.js';

/** Which blocks are one's own: number `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface JobOptions extends JobTerms {
  readonly path: string;
  readonly description: Description;
  readonly kind: TargetKind;
  /** How many blocks there are. */
  readonly blocks: number;
  /** All blocks, and the file at the end, unless said. */
  readonly shard?: Shard | undefined;
}

export interface Job extends BlockSink {
  readonly records: PassRecords;
  /** Whether a block is there already, or another shard's. */
  skips(block: number): boolean;
  /** Notes a block whose bytes are on the disk. */
  written(block: number): Promise<void>;
  /** How many blocks are not there yet, of all shards. */
  missing(): Promise<number>;
  /** Puts the file in its place; the job's folder stays and says so. All blocks must be there. */
  place(signal?: AbortSignal): Promise<void>;
  /** Whether all files of its run were in their places, and only folders were left to be removed. */
  readonly over: boolean;
  /** Notes that all files of its run are in their places. */
  conclude(): Promise<void>;
  /** Removes the job's folder. */
  remove(): Promise<void>;
  close(): Promise<void>;
}

/** Says that only putting the file in its place, or what comes after it, is left. */
const READY = 'ready';
/** Says that the same holds for all files of a run. */
const OVER = 'over';

/** Opens the job of a file, or begins it. Throws `UserError` where it was begun with other facts, and where another process is at it. */
export async function openJob(options: JobOptions): Promise<Job> {
  const { path, description, kind, facts, blocks, shard } = options;
  const { index, count } = shard ?? { index: 1, count: 1 };
  const folder = folderOf(path);
  await sweep(folder);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw told(path, error, 'its folder does not exist');
  });
  await flushFolder(dirname(folder));
  await agreeOn(folder, path, { ...options, facts: { ...facts, blocks: `${blocks}` } });
  const lock = await lockShard(folder, path, index, count);
  try {
    return await opened(options, folder, lock, kind, description);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const folderOf = (path: string): string => `${path.replace(/[/\\]+$/, '')}.blocks`;

/** Where a finished job's folder is removed from: what was killed in that is removed the next time. */
const removedName = (folder: string): string => `.${basename(folder)}.removed.`;

async function sweep(folder: string): Promise<void> {
  const within = dirname(folder);
  for (const name of await readdir(within).catch((): string[] => []))
    if (name.startsWith(removedName(folder))) await rm(join(within, name), { recursive: true, force: true });
}

/** Shards work side by side; who makes all blocks works alone. */
async function lockShard(folder: string, path: string, index: number, count: number): Promise<Lock> {
  const own = `shard.${index}of${count}.lock`;
  const lock = await takeLock(join(folder, own), `${path}: another process is at shard ${index} of ${count} of it`);
  for (const name of await readdir(folder)) {
    const [, other, of] = /^shard\.(\d+)of(\d+)\.lock$/.exec(name) ?? [];
    if (name === own || other === undefined || (count > 1 && of !== '1')) continue;
    const holder = await holderOf(join(folder, name));
    if (holder === undefined) continue;
    await lock.release();
    throw new UserError(`${path}: another process is at shard ${other} of ${of} of it (${holder})`);
  }
  return lock;
}

async function opened(
  { path, blocks, shard, facts: _ }: JobOptions,
  folder: string,
  lock: Lock,
  kind: TargetKind,
  description: Description,
): Promise<Job> {
  const { index, count } = shard ?? { index: 1, count: 1 };
  const ready = await exists(join(folder, READY));
  const there = kind.moves === undefined || (await exists(join(folder, kind.moves)));
  const noted = await readNotes(folder);
  if (noted.blocks.size > 0 && !there && !ready)
    throw new UserError(`${folder}: its ${kind.moves} are missing; remove that folder to begin anew`);
  // the file is in its place already
  const placed = ready && !there;
  const target: Target | undefined = placed ? undefined : await kind.open(folder);
  const log = join(folder, `done.${index}of${count}`);
  let wide = noted.wide;
  let wideBlock = false;
  return {
    description,
    grain: kind.grain,
    records: passRecords(folder),
    skips: (block) => placed || noted.blocks.has(block) || block % count !== index - 1,
    async write(box, part) {
      wideBlock = description.dtype === 'u32' && part.data.some((value) => value > 0x7fffffff);
      await target?.write(box, part);
    },
    async written(block) {
      await note(log, path, block, wideBlock);
      wide ||= wideBlock;
      noted.blocks.add(block);
    },
    async missing() {
      if (placed) return 0;
      const present = await readNotes(folder);
      wide ||= present.wide;
      return blocks - [...present.blocks].filter((block) => block < blocks).length;
    },
    async place(signal) {
      if (!target) return;
      // as all results are written: counts and labels are i32, which every program reads
      const { dtype } = description;
      await target.complete(dtype === 'u32' && !wide ? 'i32' : dtype, signal);
      await writeDurably(join(folder, READY), new Uint8Array());
      try {
        await target.place();
      } catch (error) {
        throw told(path, error);
      }
    },
    over: await exists(join(folder, OVER)),
    conclude: () => writeDurably(join(folder, OVER), new Uint8Array()),
    async remove() {
      await target?.close();
      const removed = join(dirname(folder), `${removedName(folder)}${randomUUID()}`);
      await rename(folder, removed);
      await rm(removed, { recursive: true, force: true });
    },
    async close() {
      await target?.close();
      await lock.release();
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
