/** An OME-Zarr that grows in the folder of its job: chunk by chunk, then its coarser levels and its metadata, then it takes its name. */
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Description } from '../../core/hostVolume.js';
import { durableStore, flushFolder, removeUnfinished } from '../../io/durable.js';
import { told } from '../../io/fileHandle.js';
import { isZarrFolder } from '../../io/folder.js';
import type { ZarrWriteOptions } from '../../io/zarr/write.js';
import { zarrSink } from '../zarrSink.js';
import type { Target } from './target.js';

export async function zarrTarget(
  folder: string,
  path: string,
  description: Description,
  options: ZarrWriteOptions,
): Promise<Target> {
  const grown = join(folder, 'zarr');
  await mkdir(grown, { recursive: true }).catch((error: unknown) => {
    throw told(path, error);
  });
  await flushFolder(folder);
  const sink = zarrSink(durableStore(grown), description, options);
  return {
    write: sink.write,
    complete: (dtype, signal) => sink.finish({ dtype, ...(signal && { signal }) }),
    async place() {
      const whole = path.replace(/[/\\]+$/, '');
      const there = await stat(whole).catch(() => undefined);
      if (there && !(await isZarrFolder(whole))) throw new UserError(`${path}: is there already, and is no Zarr`);
      await removeUnfinished(grown);
      // it is removed with the folder
      if (there) await rename(whole, join(folder, 'replaced'));
      await rename(grown, whole);
      await flushFolder(dirname(whole));
    },
    close: async () => undefined,
  };
}
