/**
 * A result that is written in blocks over hours, by one process or several (Node only). Beside the file stands a folder with the voxels so far,
 * what they are of, and the blocks that are safe: a block is named there only once its bytes are on the disk. Whoever runs the same again goes
 * on from there, also after kill -9, and the last to finish writes the file. Another pipeline, source, profile or adapter is refused.
 */
import { appendFile, type FileHandle, link, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ROW_AXES, type RowAxis, voxels } from '../core/axes.js';
import { DTYPES, hostArray } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import { type Box, boxOf, shapeIn, wholeOf } from '../engine/box.js';
import { told } from '../io/fileHandle.js';
import { createStackWriter } from '../io/files.js';
import type { BlockSink } from './sink.js';

/** What a job is of, in words that are compared. */
export type JobFacts = Readonly<Record<string, string>>;

/** Which blocks are one's own: number `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface Job extends BlockSink {
  /** Whether a block is there already, or another shard's. */
  skips(block: number): boolean;
  /** Notes a block whose bytes are on the disk. */
  written(block: number): Promise<void>;
  /** Writes the file where all blocks of all shards are there; says how many are missing. */
  finish(): Promise<number>;
  close(): Promise<void>;
}

/** How long another process is waited for that may be ending, in milliseconds. */
const PATIENCE = 2000;

/** Bytes of a slab that the file is written in at the end. */
const SLAB_BYTES = 32 << 20;

/**
 * Opens the job of a file, or begins it. Throws `UserError` where it was begun with other facts, where another process is at the same shard,
 * or for a format that is not written in slabs.
 */
export async function openJob(
  path: string,
  description: Description,
  facts: JobFacts,
  blocks: number,
  { index, count }: Shard = { index: 1, count: 1 },
): Promise<Job> {
  const folder = `${path}.blocks`;
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw told(path, error, 'its folder does not exist');
  }
  await agree(folder, path, { ...facts, blocks: `${blocks}` });
  const lock = join(folder, `shard.${index}of${count}.pid`);
  await take(lock, `${path}: another process is at shard ${index} of ${count} of it`);
  const data = await open(join(folder, 'voxels'), 'a').then(async (made) => {
    await made.close();
    return open(join(folder, 'voxels'), 'r+');
  });
  const { shape, dtype } = description;
  const size = voxels(shape) * DTYPES[dtype].bytes;
  if ((await data.stat()).size < size) await data.truncate(size);
  const done = await finishedBlocks(folder);
  const log = join(folder, `done.${index}of${count}`);
  const close = async (): Promise<void> => {
    await data.close();
    await rm(lock, { force: true });
  };
  return {
    description,
    grain: {},
    skips: (block) => done.has(block) || block % count !== index - 1,
    async write(box, part) {
      try {
        await writeRows(data, description, box, part);
        await data.datasync();
      } catch (error) {
        throw told(path, error);
      }
    },
    async written(block) {
      const handle = await open(log, 'a');
      try {
        await appendFile(handle, `${block};\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
    async finish() {
      const present = await finishedBlocks(folder);
      const missing = blocks - [...present].filter((block) => block < blocks).length;
      if (missing > 0) return missing;
      await take(join(folder, 'finishing.pid'), `${path}: another process is writing it`);
      await writeFileOf(path, description, data);
      await rm(folder, { recursive: true, force: true });
      return 0;
    },
    close,
  };
}

/** Notes what the job is of, or compares it with what stands there. */
async function agree(folder: string, path: string, facts: JobFacts): Promise<void> {
  const file = join(folder, 'job.json');
  const own = join(folder, `job.${process.pid}.${hostname()}.tmp`);
  const text = JSON.stringify(facts, undefined, 2);
  const handle = await open(own, 'w');
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  try {
    // whole or not at all, also where several begin at once
    await link(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw told(path, error);
  } finally {
    await rm(own, { force: true });
  }
  const present = JSON.parse(await readFile(file, 'utf8')) as JobFacts;
  const other = Object.keys(facts).find((name) => facts[name] !== present[name]);
  if (other !== undefined)
    throw new UserError(
      `${folder}: it was begun with another ${other} (${short(present[other])}, now ${short(facts[other])}): run it as it was begun, or remove that folder to begin anew`,
    );
}

const short = (text = 'none'): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** Makes a file with one's own number, unless a process that lives has done so. */
async function take(file: string, busy: string): Promise<void> {
  // what was killed a moment ago may still be ending
  for (const patience = Date.now() + PATIENCE; ; ) {
    try {
      await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const text = await readFile(file, 'utf8').catch(() => '');
    const { pid, host } = parsed(text);
    if (host !== undefined && host !== hostname())
      throw new UserError(`${busy} (process ${pid} on ${host}; where it is dead, remove ${file})`);
    if (pid === undefined || pid === process.pid || !isAlive(pid)) await rm(file, { force: true });
    else if (Date.now() > patience) throw new UserError(`${busy} (process ${pid})`);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function parsed(text: string): { pid?: number; host?: string } {
  try {
    return JSON.parse(text) as { pid: number; host: string };
  } catch {
    // killed while it was written
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The blocks that any shard has noted; a line that was cut has no semicolon. */
async function finishedBlocks(folder: string): Promise<Set<number>> {
  const found = new Set<number>();
  for (const name of await readdir(folder)) {
    if (!name.startsWith('done.')) continue;
    for (const [, block] of (await readFile(join(folder, name), 'utf8')).matchAll(/^(\d+);$/gm))
      found.add(Number(block));
  }
  return found;
}

/** Where the rows of a box lie in the file of voxels: runs of whole rows. */
function* runs({ shape, dtype }: Description, box: Box): Generator<readonly [offset: number, length: number]> {
  const row = shape.x * DTYPES[dtype].bytes;
  const length = (box.y[1] - box.y[0]) * row;
  for (let n = box.n[0]; n < box.n[1]; n++)
    for (let c = box.c[0]; c < box.c[1]; c++)
      for (let z = box.z[0]; z < box.z[1]; z++)
        yield [(((n * shape.c + c) * shape.z + z) * shape.y + box.y[0]) * row, length];
}

function bytesOf({ data }: HostVolume): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

async function writeRows(file: FileHandle, like: Description, box: Box, part: HostVolume): Promise<void> {
  const bytes = bytesOf(part);
  let at = 0;
  for (const [offset, length] of runs(like, box)) {
    for (let put = 0; put < length; )
      put += (await file.write(bytes, at + put, length - put, offset + put)).bytesWritten;
    at += length;
  }
}

async function readRows(file: FileHandle, like: Description, box: Box): Promise<HostVolume> {
  const shape = shapeIn(like.shape, box);
  const part = new HostVolume({ ...like, shape, data: hostArray(like.dtype, voxels(shape)) });
  const bytes = bytesOf(part);
  let at = 0;
  for (const [offset, length] of runs(like, box)) {
    await file.read(bytes, at, length, offset);
    at += length;
  }
  return part;
}

/** The file itself, in slabs of planes. */
async function writeFileOf(path: string, description: Description, data: FileHandle): Promise<void> {
  await using writer = await createStackWriter(path, description);
  const { axis } = writer;
  const { shape, dtype } = description;
  const plane = (voxels(shape) / shape[axis]) * DTYPES[dtype].bytes;
  const step = Math.max(1, Math.floor(SLAB_BYTES / plane));
  const along = ROW_AXES.find((each) => each === axis) as RowAxis;
  for (let at = 0; at < shape[axis]; at += step) {
    const box = boxOf((each) => (each === along ? [at, Math.min(shape[each], at + step)] : wholeOf(shape)[each]));
    await writer.writePlanes(await readRows(data, description, box));
  }
  await writer.close();
}
