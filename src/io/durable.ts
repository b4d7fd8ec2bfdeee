/**
 * What must outlast the process and the machine (Node only): a file is written under another name, flushed and renamed, and its folder flushed,
 * before anybody is told that it is there. After kill -9 or a power cut it is whole or not there at all.
 */
import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { told } from './fileHandle.js';
import { folderStore } from './folder.js';
import type { ZarrReadable, ZarrWritable } from './zarr/store.js';

/** Writes a file whole or not at all, and returns when it is on the disk. Throws `UserError` in one line where the file system refuses. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw told(path, error, 'its folder does not exist');
  }
}

/** What `writeDurably` calls a file until it is whole. */
const UNFINISHED = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Removes the files of a folder, and of those in it, that were being written when their process was killed. Nobody may be writing there. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true }))
    if (UNFINISHED.test(name)) await rm(join(folder, name), { force: true });
}

/** Flushes the names in a folder; a system that has no such thing is left alone. */
export async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return;
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'EISDIR', 'EBADF'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** A hierarchy that is made key by key, and says which keys are there. */
export interface GrowingStore extends ZarrReadable, ZarrWritable {
  has(key: string): Promise<boolean>;
}

/**
 * A Zarr hierarchy in a folder that grows over hours: every key is on the disk before `set` returns. The folder must be there.
 * @example
 * const store = durableStore('cells.ome.zarr');
 */
export function durableStore(path: string): GrowingStore {
  const made = new Set<string>();
  const fileOf = (key: string): string => join(path, ...key.split('/'));
  return {
    ...folderStore(path),
    async has(key) {
      return access(fileOf(key)).then(
        () => true,
        () => false,
      );
    },
    async set(key, bytes) {
      const file = fileOf(key);
      const folder = dirname(file);
      if (!made.has(folder)) {
        try {
          const first = await mkdir(folder, { recursive: true });
          if (first !== undefined)
            for (let at = folder; at.length >= dirname(first).length; at = dirname(at)) await flushFolder(at);
        } catch (error) {
          throw told(path, error, 'its folder does not exist');
        }
        made.add(folder);
      }
      await writeDurably(file, bytes);
    },
  };
}
