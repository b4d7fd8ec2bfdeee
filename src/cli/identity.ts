/** What tells that an input is the same as when a job was begun, without reading it: places, sizes and times. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hdf5Path } from '../io/hdf5Path.js';
import { isAddress, marksOf } from '../io/zarr/httpStore.js';

/** The hash of a text. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of a file its place, size and time; of a folder those of all that is in it; of an address what it says of itself, and when that was made; of a number itself. */
export async function identityOf(word: string): Promise<string> {
  if (isAddress(word)) return `${word} ${digest(await marksOf(word))}`;
  const file = hdf5Path(word)?.file ?? word;
  const found = await stat(file).catch(() => undefined);
  if (!found) return word;
  if (!found.isDirectory()) return `${resolve(word)} ${found.size} bytes of ${found.mtime.toISOString()}`;
  const files = await filesBelow(word, '');
  return `${resolve(word)} ${files.length} files ${digest(files.join('\n'))}`;
}

async function filesBelow(root: string, below: string): Promise<string[]> {
  const entries = (await readdir(join(root, below), { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path)));
    else {
      const { size, mtimeMs } = await stat(join(root, path));
      found.push(`${path} ${size} ${mtimeMs}`);
    }
  }
  return found;
}
