/**
 * People's own files in a page: dropped or picked, one or a folder of them. They are decoded in a worker, so that the page goes on; where
 * there is none (Node, or in a worker already) they are decoded in place.
 */
import { CancelledError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import type { SlabOptions } from '../core/slabs.js';
import { broken, rebuilt, stopped } from './carriedError.js';
import type { DecodeAnswer, DecodeRequest } from './decodeWorker.js';
import { type OpenedFiles, type OpenOptions, openHere } from './openHere.js';
import { type PickedFile, pickedFile } from './picked.js';
import { LARGEST_ARRAY } from './source.js';
import { slabsIn } from './workerSlabs.js';

/**
 * Opens files as volumes. What they are is told by their names and first bytes; the files of a DICOM series, three or more numbered slices
 * of one size and type in a folder, and the files of an OME-Zarr become one volume each; a text is the address of an OME-Zarr. TIFF, NIfTI and npy are read a slab at a time, with `slabs` gzipped NIfTI and DICOM, too.
 * A file that cannot be read, or in a page becomes nearly 2 GiB or more, is among `refused` with its error; with `slabs` the larger ones that are read in planes are
 * among `large`, for `engine.uploadSlabs`. Rejects with `CancelledError` when `signal` aborts, with
 * `BrightfieldError` where the worker cannot be started.
 * @example
 * const { opened, refused } = await openFiles([new File([bytes], 'photo.png')], { progress: (share) => share });
 */
export async function openFiles(
  files: Iterable<File | PickedFile | string>,
  options: OpenOptions = {},
): Promise<OpenedFiles> {
  const picked = [...files].map((each) => (typeof each === 'string' ? each : pickedFile(each)));
  if (options.signal?.aborted) throw new CancelledError('files: reading was stopped');
  const page = typeof Worker === 'function' && typeof document !== 'undefined';
  return page ? openInWorker(picked, options) : openHere(picked, options);
}

const startWorker = (): Worker => new Worker(new URL('./decodeWorker.ts', import.meta.url), { type: 'module' });

function openInWorker(
  files: readonly (PickedFile | string)[],
  { signal, progress, maxBytes = LARGEST_ARRAY, ...options }: OpenOptions,
): Promise<OpenedFiles> {
  const worker = startWorker();
  const limited = { ...options, maxBytes: Math.min(maxBytes, LARGEST_ARRAY) };
  return new Promise<OpenedFiles>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(stopped()), { once: true });
    worker.addEventListener('error', (event) => reject(broken(event)));
    worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
      if ('share' in data) progress?.(data.share, data.name);
      else if ('failed' in data) reject(rebuilt(data.failed));
      else if ('opened' in data)
        resolve({
          opened: data.opened.map((each) => ({ ...each, volume: new HostVolume(each.volume) })),
          large: data.large.map(({ axis, description, ...about }) => {
            const slabs = (each: SlabOptions = {}) =>
              slabsIn(startWorker(), { files: about.given, options: limited, axis, description }, each);
            return { ...about, source: { name: about.name, axis, description, slabs } };
          }),
          refused: data.refused.map(({ name, error }) => ({ name, error: rebuilt(error) })),
        });
    });
    worker.postMessage({ files, options: limited } satisfies DecodeRequest);
  }).finally(() => worker.terminate());
}
