/** Files that are read in parts. */
import { stat } from 'node:fs/promises';
import { voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import { type FileStack, openStack } from '../io/files.js';
import { formatOf } from '../io/formats.js';
import { hdf5Path } from '../io/hdf5Path.js';
import { isAddress } from '../io/zarr/httpStore.js';
import type { Reading } from './files.js';

/** Whether the input files hold more than so many bytes, as far as that is known without reading them: what is read whole has at least the bytes of its file. */
export async function inputsExceed(
  inputs: ReadonlyMap<string, string>,
  reading: Reading,
  bytes: number,
): Promise<boolean> {
  let sum = 0;
  for (const word of inputs.values()) {
    await using stack = await openPlanes(word, reading);
    if (!stack) {
      const found = isAddress(word) ? undefined : await stat(word).catch(() => undefined);
      if (found?.isFile()) sum += found.size;
      continue;
    }
    const { shape, dtype } = stack.description;
    sum += voxels(shape) * DTYPES[dtype].bytes;
  }
  return sum > bytes;
}

/** What is read in parts; undefined for what is read whole: numbers, a DICOM series, and formats that have no planes, or only along x. */
export async function openPlanes(word: string, reading: Reading, cacheBytes = 0): Promise<FileStack | undefined> {
  if (hdf5Path(word)) return openStack(word, { ...reading, maxBytes: Number.MAX_SAFE_INTEGER });
  const found = isAddress(word) ? undefined : await stat(word).catch(() => undefined);
  if (!found && !isAddress(word)) return undefined;
  const options = { ...reading, cacheBytes, maxBytes: Number.MAX_SAFE_INTEGER };
  if (found?.isFile()) {
    const { openPlanes: apart, openInOrder } = formatOf(word);
    if (!apart && !openInOrder) return undefined;
    const stack = await openStack(word, options);
    if (stack.axis !== 'x') return stack;
    await stack.close();
    return undefined;
  }
  if (!found?.isDirectory()) return openStack(word, options);
  return openStack(word, options).catch((error: unknown) => {
    if (error instanceof UserError && /is read whole$/.test(error.message)) return undefined;
    throw error;
  });
}
