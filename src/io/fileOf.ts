/** A volume as a file that a page gives away. It is encoded in a worker, so that the page goes on; where there is none it is encoded in place. */
import { descriptionOf, type HostVolume } from '../core/hostVolume.js';
import { broken, rebuilt, stopped } from './carriedError.js';
import type { EncodeAnswer, EncodeRequest } from './encodeWorker.js';
import { encode, type WriteOptions, writableFormatOf } from './formats.js';

export interface FileOptions extends WriteOptions {
  /** Stops the writing. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A volume as a file of that name, whose extension says the format; what `openFiles` opens again. In a page the voxels go to the worker without a copy: afterwards the
 * volume has none. Throws as `encode`; rejects with `CancelledError` when `signal` aborts, with `BrightfieldError` where the worker cannot be started.
 * @example
 * const file = await fileOf(new HostVolume({ shape: { z: 4, y: 30, x: 30 } }), 'stack.tif');
 */
export async function fileOf(volume: HostVolume, name: string, options: FileOptions = {}): Promise<File> {
  const { signal, ...form } = options;
  if (signal?.aborted) throw stopped('writing');
  // a name of no format is refused before anything is given away
  writableFormatOf(name);
  const page = typeof Worker === 'function' && typeof document !== 'undefined';
  if (!page) return new File([(await encode(volume, name, form)) as BlobPart], name);
  const worker = new Worker(new URL('./encodeWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<File>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(stopped('writing')), { once: true });
    worker.addEventListener('error', (event) => reject(broken(event, 'encodes')));
    worker.addEventListener('message', ({ data }: MessageEvent<EncodeAnswer>) =>
      'file' in data ? resolve(data.file) : reject(rebuilt(data.failed)),
    );
    const { data } = volume;
    const request: EncodeRequest = { volume: { ...descriptionOf(volume), data }, name, options: form };
    worker.postMessage(request, [data.buffer as ArrayBuffer]);
  }).finally(() => worker.terminate());
}
