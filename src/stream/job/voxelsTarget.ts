/** Blocks in one file of voxels in the order of memory: behind a header they are an npy; of all else the file is made of them at the end. */
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ROW_AXES, type RowAxis, voxels } from '../../core/axes.js';
import { DTYPES, hostArray } from '../../core/dtype.js';
import { CancelledError } from '../../core/errors.js';
import { type Description, HostVolume } from '../../core/hostVolume.js';
import { type Box, boxOf, shapeIn, wholeOf } from '../../engine/box.js';
import { flushFolder } from '../../io/durable.js';
import { told } from '../../io/fileHandle.js';
import { createStackWriter } from '../../io/files.js';
import type { WriteOptions } from '../../io/formats.js';
import { npyHeader } from '../../io/npyHeader.js';
import { rowRuns } from '../../io/rawArray.js';
import type { Target } from './target.js';

/** Bytes of a slab that a file is written in at the end. */
const SLAB_BYTES = 32 << 20;

/** An npy that grows under another name. */
export async function npyTarget(folder: string, path: string, description: Description): Promise<Target> {
  const begin = npyHeader(description).length;
  const voxelsFile = await openVoxels(folder, path, description, begin);
  return {
    write: voxelsFile.write,
    async complete(dtype) {
      // the same length for all types of the same size
      await voxelsFile.put(npyHeader({ ...description, dtype }), 0);
    },
    async place() {
      await rename(join(folder, 'voxels'), path);
      await flushFolder(dirname(path));
    },
    close: voxelsFile.close,
  };
}

/** Voxels that the file is made of in slabs. */
export async function scratchTarget(
  folder: string,
  path: string,
  description: Description,
  options: WriteOptions,
): Promise<Target> {
  const voxelsFile = await openVoxels(folder, path, description, 0);
  let [called, stopped]: [Description['dtype'], AbortSignal | undefined] = [description.dtype, undefined];
  return {
    write: voxelsFile.write,
    async complete(dtype, signal) {
      [called, stopped] = [dtype, signal];
    },
    async place() {
      const { shape } = description;
      const like = { ...description, dtype: called };
      // in the folder of the job, which is removed at the end with what a death leaves of it
      const made = join(folder, `made.${basename(path)}`);
      for (const name of await readdir(folder)) if (name.startsWith('.made.')) await rm(join(folder, name));
      await using writer = await createStackWriter(made, like, options);
      const { axis } = writer;
      const plane = (voxels(shape) / shape[axis]) * DTYPES[called].bytes;
      const step = Math.max(1, Math.floor(SLAB_BYTES / plane));
      const along = ROW_AXES.find((each) => each === axis) as RowAxis;
      for (let at = 0; at < shape[axis]; at += step) {
        if (stopped?.aborted) throw new CancelledError('stopped');
        const box = boxOf((each) => (each === along ? [at, Math.min(shape[each], at + step)] : wholeOf(shape)[each]));
        await writer.writePlanes(await voxelsFile.read(like, box));
      }
      await writer.close();
      await rename(made, path);
      await flushFolder(dirname(path));
    },
    close: voxelsFile.close,
  };
}

async function openVoxels(folder: string, path: string, { shape, dtype }: Description, begin: number) {
  const file = join(folder, 'voxels');
  const row = shape.x * DTYPES[dtype].bytes;
  const handle = await open(file, 'a').then(async (made) => {
    await made.close();
    return open(file, 'r+');
  });
  const size = begin + voxels(shape) * DTYPES[dtype].bytes;
  if ((await handle.stat()).size < size) {
    await handle.truncate(size);
    await handle.sync();
    await flushFolder(folder);
  }
  const put = async (bytes: Uint8Array, offset: number): Promise<void> => {
    for (let at = 0; at < bytes.length; )
      at += (await handle.write(bytes, at, bytes.length - at, offset + at)).bytesWritten;
  };
  const durably = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      await handle.datasync();
    } catch (error) {
      throw told(path, error);
    }
  };
  return {
    put: (bytes: Uint8Array, offset: number) => durably(() => put(bytes, offset)),
    write: (box: Box, part: HostVolume) =>
      durably(async () => {
        const bytes = bytesOf(part);
        let at = 0;
        for (const [first, count] of rowRuns(shape, box)) {
          await put(bytes.subarray(at, at + count * row), begin + first * row);
          at += count * row;
        }
      }),
    async read(like: Description, box: Box): Promise<HostVolume> {
      const part = shapeIn(shape, box);
      const made = new HostVolume({ ...like, shape: part, data: hostArray(like.dtype, voxels(part)) });
      await readRows(handle, bytesOf(made), begin, row, rowRuns(shape, box));
      return made;
    },
    close: () => handle.close(),
  };
}

async function readRows(
  handle: FileHandle,
  bytes: Uint8Array,
  begin: number,
  row: number,
  runs: Iterable<readonly [number, number]>,
): Promise<void> {
  let at = 0;
  for (const [first, count] of runs) {
    for (let got = 0; got < count * row; ) {
      const { bytesRead } = await handle.read(bytes, at + got, count * row - got, begin + first * row + got);
      if (bytesRead === 0) throw new Error('the voxels of a job were cut while they were read');
      got += bytesRead;
    }
    at += count * row;
  }
}

function bytesOf({ data }: HostVolume): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
