/** A hierarchy in a folder that a page was given: picked, dropped, or of its own (OPFS). */
import { blobSource } from '../source.js';
import { keyBelow, rangeOf, type ZarrReadable, type ZarrWritable } from './store.js';

/**
 * A hierarchy in a folder of a page. Writing needs a folder that may be written.
 * @example
 * const store = handleStore(await navigator.storage.getDirectory(), 'cells.ome.zarr');
 */
export function handleStore(folder: FileSystemDirectoryHandle, name = folder.name): ZarrReadable & ZarrWritable {
  const folderOf = async (key: string, create: boolean): Promise<[FileSystemDirectoryHandle, string]> => {
    const parts = key.split('/');
    const file = parts.pop() ?? '';
    let at = folder;
    for (const part of parts) at = await at.getDirectoryHandle(part, { create });
    return [at, file];
  };
  return {
    name,
    async get(key, range) {
      try {
        const [at, file] = await folderOf(key, false);
        const blob = await (await at.getFileHandle(file)).getFile();
        return await rangeOf(blobSource(blob, keyBelow(name, key)), range);
      } catch (error) {
        const missing = error instanceof DOMException && ['NotFoundError', 'TypeMismatchError'].includes(error.name);
        if (missing) return undefined;
        throw error;
      }
    },
    async set(key, bytes) {
      const [at, file] = await folderOf(key, true);
      const stream = await (await at.getFileHandle(file, { create: true })).createWritable();
      await stream.write(bytes as BufferSource);
      await stream.close();
    },
  };
}
